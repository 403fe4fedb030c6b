"""Paragraphs with all that may stand around words, as no program writes them, for hypothesis."""

from hypothesis import strategies as st

from tests.letters.wordfiles import paragraph, run

_WRAPPERS = (
    "p", "p", "p", "r", "r", "r", "ins", "del", "moveTo", "hyperlink", "sdt", "sdtContent", "pPr", "rPr", "tabs", "tbl",
    "tr", "trPr", "tc", "ruby", "pict",
)  # fmt: skip
_PIECES = (
    "<w:t>甲</w:t>", "<w:t>建立目录</w:t>", "<w:t/>", "<w:delText>乙</w:delText>", "<w:tab/>", "<w:br/>",
    '<w:br w:type="page"/>', "<w:noBreakHyphen/>", "<w:instrText>REF</w:instrText>", "<w:bookmarkStart/>", "<!--注-->",
    '<w:ins w:author="甲局"/>', '<w:del w:author="乙局"/>', '<w:r><w:commentReference w:id="1"/></w:r>',
    '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>',
)  # fmt: skip


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def wrap(name: str, held: list[str]) -> str:
        return f'<w:{name} w:author="甲局">{"".join(held)}</w:{name}>'

    return st.builds(wrap, st.sampled_from(_WRAPPERS), st.lists(inner, max_size=4))


_elements = st.recursive(st.sampled_from(_PIECES), _wrapped, max_leaves=12)
_REFERENCE = '<w:r><w:commentReference w:id="1"/></w:r>'
_RUNS = (run("共享"), run("数据 "), "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", _REFERENCE)
_runs = st.lists(st.sampled_from(_RUNS), max_size=3)
_marked = st.builds(lambda runs, mark: paragraph(*runs, mark=mark), _runs, st.sampled_from(("", "", "ins", "del")))
_words = st.sampled_from(_WRAPPERS).map(lambda name: f"<w:{name}>{run('平台')}</w:{name}>")
_within = _wrapped(_words | _elements).map(paragraph)
bodies = st.lists(st.one_of(_marked, _elements, _within), min_size=1, max_size=6)
