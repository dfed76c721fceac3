"""Where the lines of a page end."""

import pytest

from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            "<tr><th>指标</th><th>增速</th></tr><tr><td>客运量</td><td>6%</td></tr>",
            ["指标 | 增速", "客运量 | 6%"],
        ),
        ("<tr><td><p>客运量</p></td><td><p>6%</p></td></tr>", ["客运量 | 6%"]),
        (
            "<tr><td><div><p>客运量</p></div></td><td><p><br></p></td><td><p>6%</p></td></tr>",
            ["客运量 | | 6%"],
        ),
        ("<tr><td><p>第一段。</p><p>第二段。</p></td></tr>", ["第一段。", "第二段。"]),
        ("<tr><td>左</td><td><p>第一段。</p><p>第二段。</p></td></tr>", ["左", "第一段。", "第二段。"]),
        (
            "<tr><td><table><tr><td><p>里</p></td><td><p>外</p></td></tr></table></td></tr>",
            ["里 | 外"],
        ),
    ],
)
def test_a_cell_of_one_value_stays_on_the_line_of_its_row(rows: str, lines: list[str]) -> None:
    assert lines_of(parse_html(f"<html><body><table>{rows}</table></body></html>")) == lines
