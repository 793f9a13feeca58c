"""What may be sent is told by what it contains; its name and its sender's word count for nothing."""

import pytest

from frontdesk.documents.rules import BYTES_AT_MOST, media_type_of, safe_name, why_not_take

from .files import EICAR, PDF, PHOTO


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PHOTO, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90\x00", None),
        (b"PK\x03\x04", None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_kind_is_told_by_its_first_bytes(content, kind):
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "documents.file_missing"),
        (b"just words", "documents.unknown_kind"),
        (PDF + b"/JavaScript (app.alert(1))", "documents.dangerous_file"),
        (PDF + b"/Launch /Win", "documents.dangerous_file"),
        (PDF + b"/EmbeddedFile", "documents.dangerous_file"),
        (PDF + b"/Encrypt 5 0 R", "documents.dangerous_file"),
        (PHOTO + EICAR, "documents.dangerous_file"),
        (PDF + b"x" * BYTES_AT_MOST, "documents.file_too_large"),
    ],
)
def test_what_is_not_taken_has_a_reason(content, code):
    assert why_not_take(content).code == code


@pytest.mark.parametrize("content", [PDF, PHOTO, PDF + b"/JSon is no JavaScript", PDF + b" " * 9_999_000])
def test_what_can_only_be_looked_at_is_taken(content):
    assert why_not_take(content) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Befund.pdf", "Befund.pdf"),
        ("Befund.PDF", "Befund.pdf"),
        ("检查报告 😀.pdf", "检查报告 😀.pdf"),
        ("C:\\Users\\anna\\Befund.pdf", "Befund.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("virus.exe", "virus.exe.pdf"),
        ("two\r\nlines.pdf", "twolines.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_its_path_and_with_the_ending_of_its_kind(name, shown):
    assert safe_name(name, "application/pdf") == shown
