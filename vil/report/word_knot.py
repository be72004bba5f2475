"""The knots on the thread in a Word document: a round shape with a number, beside a heading."""

from __future__ import annotations

from string import Template
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from vil.report.word_parts import FONT, PAPER, STONE, THREAD

_POINTS: Final = 22
_EMU: Final = 12700
_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_KNOT: Final = Template(f"""<w:r {nsdecls("w", "wp", "a")} xmlns:wps="{_SHAPE}"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
  <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
    <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="$id" behindDoc="0" locked="0"
        layoutInCell="1" allowOverlap="1">
      <wp:simplePos x="0" y="0"/>
      <wp:positionH relativeFrom="column"><wp:posOffset>{-_POINTS * _EMU // 2}</wp:posOffset></wp:positionH>
      <wp:positionV relativeFrom="paragraph"><wp:posOffset>{-2 * _EMU}</wp:posOffset></wp:positionV>
      <wp:extent cx="{_POINTS * _EMU}" cy="{_POINTS * _EMU}"/>
      <wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
      <wp:docPr id="$id" name="knot $number" descr=""/><wp:cNvGraphicFramePr/>
      <a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>
        <wps:cNvSpPr/>
        <wps:spPr>
          <a:xfrm><a:off x="0" y="0"/><a:ext cx="{_POINTS * _EMU}" cy="{_POINTS * _EMU}"/></a:xfrm>
          <a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>
          <a:solidFill><a:srgbClr val="$fill"/></a:solidFill>
          <a:ln w="19050"><a:solidFill><a:srgbClr val="$line"/></a:solidFill></a:ln>
        </wps:spPr>
        <wps:txbx><w:txbxContent><w:p>
          <w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>
          <w:r>
            <w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/><w:b/><w:color w:val="$ink"/><w:sz w:val="21"/></w:rPr>
            <w:t>$number</w:t>
          </w:r>
        </w:p></w:txbxContent></wps:txbx>
        <wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" anchorCtr="1"><a:noAutofit/></wps:bodyPr>
      </wps:wsp></a:graphicData></a:graphic>
    </wp:anchor>
  </w:drawing></mc:Choice></mc:AlternateContent></w:r>""")


def tie_knot(paragraph: Paragraph, number: int, heading: str, *, is_walked: bool = True) -> None:
    """Lay a knot with its number on the thread beside a paragraph: filled where the team has been, else hollow."""
    fill, line, ink = (THREAD, THREAD, PAPER) if is_walked else (PAPER, STONE, STONE)
    run = parse_xml(_KNOT.substitute(id=9000 + number, number=number, fill=fill, line=line, ink=ink))
    run.find(f".//{qn('wp:docPr')}").set("descr", f"{number}: {heading}")
    paragraph._p.append(run)
