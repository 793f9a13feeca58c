"""How several times are told in one message: by first names, in order, as many as a text message has room for. Pure."""

from collections.abc import Mapping, Sequence

from frontdesk.kernel.language import Language

MOST = 3
"""Times that one message tells; how many there are beside is said."""
SEVERAL = "; "
_AND_MORE: Mapping[Language, str] = {
    Language.GERMAN: "und {count} weitere",
    Language.SWEDISH: "och {count} till",
    Language.CHINESE: "另有{count}个",
    Language.ENGLISH: "and {count} more",
}
_TWO_SIGNS = frozenset(
    {"欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"}
)
"""Chinese family names of two signs; all others have one."""
_HAN = range(0x4E00, 0xA000)
_SHORTEST_FULL_NAME = 2


def first_name(name: str) -> str:
    """What somebody is called at home: of `Anna Lindqvist`, `Lindqvist, Anna` and `林安娜` the given name."""
    written = name.strip()
    if all(ord(sign) in _HAN for sign in written) and len(written) >= _SHORTEST_FULL_NAME:
        family = 2 if written[:2] in _TWO_SIGNS and len(written) > _SHORTEST_FULL_NAME else 1
        return written[family:]
    _, comma, after = written.partition(",")
    words = (after if comma and after.strip() else written).replace(",", " ").split()
    return words[0] if words else ""


def told_together(times: Sequence[tuple[str, str]], language: Language) -> str:
    """The times in one text, each with the name before it; names only where they tell anything apart."""
    names = {name for name, _ in times}
    texts = [f"{name} {when}".strip() if len(names) > 1 else when for name, when in times]
    more = len(texts) - MOST
    told = texts[:MOST] + ([_AND_MORE[language].format(count=more)] if more > 0 else [])
    return SEVERAL.join(told)
