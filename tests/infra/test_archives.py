"""An archive's bytes depend on its content only."""

import os
import zipfile

from infra.archives import content_hash, files_below, folder_hash, write_archive


def test_the_same_content_gives_the_same_bytes_whenever_it_was_written(tmp_path):
    source = tmp_path / "a.py"
    source.write_text("x = 1")
    first = write_archive(tmp_path / "first.zip", {"b/a.py": source, "a.py": b"y"}).read_bytes()
    os.utime(source, (1, 1))
    second = write_archive(tmp_path / "second.zip", {"a.py": b"y", "b/a.py": source}).read_bytes()
    assert first == second


def test_other_content_gets_another_name(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    before = folder_hash(tmp_path)
    (tmp_path / "a.py").write_text("x = 2")
    assert folder_hash(tmp_path) != before


def test_a_name_cannot_be_mistaken_for_content():
    assert content_hash([("a", b"bc")]) != content_hash([("ab", b"c")])


def test_byte_code_and_caches_stay_at_home(tmp_path):
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.cpython-311.pyc").touch()
    (tmp_path / "a.py").touch()
    assert [path.name for path in files_below(tmp_path)] == ["a.py"]


def test_functions_can_read_what_was_packed(tmp_path):
    archive = write_archive(tmp_path / "it.zip", {"a.py": b"x = 1"})
    with zipfile.ZipFile(archive) as packed:
        assert packed.getinfo("a.py").external_attr >> 16 == 0o644
