"""Opens everything that Hapjong writes with other people's programs, and compares what they see.

Usage: check.py HAPJONG ARTICLES

Needs the packages of requirements.txt, and pdftotext, pdfinfo and rsvg-convert on the path.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx
import openpyxl
from followthemoney import model
from PIL import Image, ImageChops, ImageStat

# What a headline could try on a spreadsheet or an XML reader, and how a cell of CSV must show it.
HOSTILE = "=cmd|' /C calc'!A0 ]]> <b>&amp;</b> 😀 “인용”"
ARTICLE = f"""---
title: {HOSTILE}
outlet: 한빛경제
date: 2024-10-11
url: https://example.com/a?b=1&c=2
---

SK텔레콤은 11일 네이버와 업무협약(MOU)을 체결했다고 밝혔다.\x0b
"""
KINDS = ["company", "institution", "alliance", "person", "product", "event"]
EVERY_KIND = ["--filter", ",".join(f"kind={kind}" for kind in KINDS)]
# Lone surrogates, in the way a page can name them.
BROKEN = "<html><body><p>KT는 12일 업스테이지와 업무협약(MOU)을 체결했다&#xD800;고 밝혔다.</p></body></html>"
# Of 255, the mean difference of two renderers of the same outlines: their antialiasing.
LARGEST_MEAN_DIFFERENCE = 1.5


def main(program, articles):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "hostile.md").write_text(ARTICLE, encoding="utf-8")
        (folder / "broken.html").write_text(BROKEN, encoding="utf-8")
        write = Writer(program, [articles, folder / "hostile.md", folder / "broken.html"], folder)
        whole = json.loads(write("export", "all.json").read_text(encoding="utf-8"))
        check_graphs(write, whole)
        check_tables(write, whole)
        check_followthemoney(write, whole)
        every = json.loads(write("export", "every.json", *EVERY_KIND).read_text(encoding="utf-8"))
        assert len(every["nodes"]) > len(whole["nodes"])
        check_followthemoney(write, every, *EVERY_KIND)
        check_filter(write, whole)
        check_pictures(write, whole)
    counts = ", ".join(f"{len(whole[part])} {part}" for part in ["nodes", "links", "deals", "evidence", "articles"])
    print(f"every foreign reader agrees: {counts}")


class Writer:
    """Calls the program, and returns the file it wrote."""

    def __init__(self, program, paths, folder):
        self.program, self.paths, self.folder = program, paths, folder

    def __call__(self, command, name, *options):
        out = self.folder / name
        subprocess.run([self.program, command, *self.paths, "-o", out, *options], check=True)
        return out


def same(what, found, expected):
    assert found == expected, f"{what}: {found!r} instead of {expected!r}"


def check_graphs(write, whole):
    nodes = {node["id"]: node for node in whole["nodes"]}
    links = {link["id"]: link for link in whole["links"]}
    assert any("텔레콤" in node["name"] for node in nodes.values()), "no Korean name"
    assert any("체결했다\ufffd고" in link["evidence"] for link in links.values()), "the broken sentence is lost"
    assert any(link.get("title") == HOSTILE for link in links.values()), "the hostile headline is lost"

    def check(what, graph, without):
        same(f"{what} nodes", set(graph.nodes), set(nodes))
        same(f"{what} edges", graph.number_of_edges(), len(links))
        for node, data in graph.nodes(data=True):
            attributes(f"{what} {node}", data, nodes[node], without)
        for source, target, key, data in graph.edges(keys=True, data=True):
            link = links[data.get("id", key)]
            same(f"{what} ends", (source, target), (link["source"], link["target"]))
            attributes(f"{what} edge", data, link, without)

    gexf = networkx.read_gexf(write("export", "all.gexf"))
    check("GEXF", gexf, {"id", "source", "target", "key", "kind"})
    for source, target, data in gexf.edges(data=True):
        expected = [(data["date_from"], data["date_to"])] if "date_from" in data else []
        same("spells", data.get("spells", []), expected)
    for node, data in gexf.nodes(data=True):
        rgb = tuple(int(nodes[node]["color"][at : at + 2], 16) for at in (1, 3, 5))
        same("colour", tuple(data["viz"]["color"][c] for c in "rgb"), rgb)
        same("position", data["viz"]["position"]["x"], nodes[node]["x"])
    graphml = write("export", "all.graphml")
    check("GraphML", networkx.read_graphml(graphml), {"id", "source", "target", "key"})
    check("node-link", networkx.node_link_graph(whole, edges="links"), {"id", "source", "target", "key"})
    other = igraph.Graph.Read_GraphML(str(graphml))
    same("igraph nodes", sorted(other.vs["id"]), sorted(nodes))
    same("igraph edges", other.ecount(), len(links))
    same("igraph names", sorted(other.vs["name"]), sorted(node["name"] for node in nodes.values()))
    same("igraph evidence", sorted(other.es["evidence"]), sorted(link["evidence"] for link in links.values()))
    elements = json.loads(write("export", "all.cyjs").read_text(encoding="utf-8"))["elements"]
    same("Cytoscape nodes", [node["data"] for node in elements["nodes"]], whole["nodes"])
    same("Cytoscape edges", [edge["data"] | {"key": edge["data"]["id"]} for edge in elements["edges"]], whole["links"])
    assert all(node["position"].keys() == {"x", "y"} for node in elements["nodes"])


def attributes(what, found, expected, without):
    for key, value in expected.items():
        if key not in without:
            same(f"{what} {key}", found.get(key), value)


def check_tables(write, whole):
    def rows(bytes_):
        assert bytes_.startswith(b"\xef\xbb\xbf"), "no byte order mark"
        return list(csv.DictReader(io.StringIO(bytes_.decode("utf-8-sig"), newline="")))

    def check(what, table, records):
        same(f"{what} rows", len(table), len(records))
        for row, record in zip(table, records):
            assert set(record) - {"key"} <= set(row), f"{what}: columns missing"
            for key, cell in row.items():
                value = record.get(key, "")
                if isinstance(value, str):
                    assert not cell.startswith(("=", "+", "-", "@")), f"{what}: {cell!r} is a formula"
                    same(f"{what} {key}", cell, f"'{value}" if value.startswith("=") else value)
                elif isinstance(value, bool):
                    same(f"{what} {key}", cell, str(value).lower())
                else:
                    same(f"{what} {key}", float(cell), float(value))

    check("CSV", rows(write("export", "all.csv").read_bytes()), whole["deals"])
    with zipfile.ZipFile(write("export", "all.zip")) as archive:
        for part, records in [("nodes", "nodes"), ("edges", "links"), ("deals", "deals"), ("evidence", "evidence")]:
            check(part, rows(archive.read(f"{part}.csv")), whole[records])
    with zipfile.ZipFile(write("export", "neo4j.zip")) as archive:
        ends = {"nodes": ["id:ID", ":LABEL"], "relationships": [":START_ID", ":END_ID", ":TYPE"]}
        for part, records in [("nodes", "nodes"), ("relationships", "links")]:
            table = list(csv.DictReader(io.StringIO(archive.read(f"{part}.csv").decode(), newline="")))
            same(f"Neo4j {part}", len(table), len(whole[records]))
            assert all(row[end] for row in table for end in ends[part]), f"Neo4j {part}: a cell is empty"
        assert b"neo4j-admin database import" in archive.read("import.sh")
        assert b"LOAD CSV WITH HEADERS" in archive.read("import.cypher")
    check_spreadsheet(openpyxl.load_workbook(write("export", "all.xlsx")), whole)


def check_spreadsheet(book, whole):
    same("sheets", book.sheetnames, ["기업", "거래", "근거", "기사"])
    for sheet, part in zip(book, ["nodes", "deals", "evidence", "articles"]):
        same(f"rows of {sheet.title}", sheet.max_row - 1, len(whole[part]))
        same(f"frozen header of {sheet.title}", sheet.freeze_panes, "B2")
        assert not any(cell.data_type == "f" for row in sheet for cell in row), "a formula"
    deals = book["거래"]
    columns = {cell.value: cell.column for cell in deals[1]}
    cells = {heading: [deals.cell(row, at) for row in range(2, deals.max_row + 1)] for heading, at in columns.items()}
    same("evidence", [cell.value for cell in cells["근거 문장"]], [deal["evidence"] for deal in whole["deals"]])
    same("amounts", [cell.value for cell in cells["금액"]], [deal.get("amount") for deal in whole["deals"]])
    days = [deal.get("date_from") for deal in whole["deals"]]
    same("days", [cell.value and cell.value.date().isoformat() for cell in cells["시작일"]], days)
    assert all(isinstance(cell.value, datetime) for cell in cells["시작일"] if cell.value), "a day is no date"
    links = [cell.hyperlink.target if cell.hyperlink else None for cell in cells["주소"]]
    same("links", links, [deal.get("url") for deal in whole["deals"]])
    assert HOSTILE in [cell.value for cell in cells["기사 제목"]]


def check_followthemoney(write, whole, *options):
    lines = write("export", "all.ftm.jsonl", *options).read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    counts = {}
    for raw in entities:
        entity = model.get_proxy(raw, cleaned=False)
        entity.schema.validate(raw)
        # Cleaning drops what is invalid: nothing may be.
        for name, values in entity.to_dict()["properties"].items():
            same(f"{entity.schema.name} {name}", sorted(values), sorted(raw["properties"][name]))
        same(f"properties of {raw['id']}", set(entity.to_dict()["properties"]), set(raw["properties"]))
        counts[entity.schema.name] = counts.get(entity.schema.name, 0) + 1
    things = sum(counts.get(name, 0) for name in ["Company", "Organization", "Person", "Asset", "Event"])
    links = sum(counts.get(name, 0) for name in ["Ownership", "Membership", "Employment", "UnknownLink"])
    same("FtM nodes", things, len(whole["nodes"]))
    same("FtM links", links, len(whole["links"]))
    same("FtM articles", counts["Article"], len(whole["articles"]))
    ids = {raw["id"] for raw in entities}
    for raw in entities:
        for name in ["owner", "asset", "member", "organization", "employee", "employer", "subject", "object", "proof"]:
            assert set(raw["properties"].get(name, [])) <= ids, f"{name} of {raw['id']} points nowhere"


def check_filter(write, whole):
    wanted = "type=investment,status=completed,from=2023-01,to=2024-12"
    part = json.loads(write("export", "part.json", "--filter", wanted).read_text(encoding="utf-8"))

    def passes(deal):
        in_time = deal.get("date_to", "2023-01-01") >= "2023-01-01" and deal.get("date_from", "2024") <= "2024-12-31"
        return deal["type"] == "investment" and deal["status"] == "completed" and in_time

    expected = [deal["id"] for deal in whole["deals"] if passes(deal)]
    assert 0 < len(expected) < len(whole["deals"])
    same("filtered deals", [deal["id"] for deal in part["deals"]], expected)


def check_pictures(write, whole):
    pdf = write("render", "a4.pdf", "--size", "A4-landscape")
    pages = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    assert "Pages:           1\n" in pages and "(A4)" in pages, pages
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
    drawn = ElementTree.parse(write("render", "a4.svg", "--size", "A4-landscape"))
    words = ["".join(element.itertext()).strip() for element in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"SK텔레콤", "네이버", "합종연횡 지도"} <= set(words) and len(words) > 100, words
    for word in words:
        assert word in text, f"{word} is not found in the PDF"
    page = write("render", "profile.pdf", "--profile", "SKT")
    text = subprocess.run(["pdftotext", "-raw", page, "-"], check=True, capture_output=True, text=True).stdout
    assert "017670" in text and "앤스로픽" in text and "기사에서 자동으로 추출한" in text, "profile"

    png = Image.open(write("render", "all.png", "--size", "1600x1000")).convert("RGB")
    for name, options in [("text.svg", []), ("outlines.svg", ["--outlines"])]:
        svg = write("render", name, "--size", "1600x1000", *options)
        drawn = svg.with_suffix(".png")
        subprocess.run(["rsvg-convert", svg, "-o", drawn], check=True)
        drawn = Image.open(drawn).convert("RGB")
        same(f"size of {name}", drawn.size, png.size)
    difference = sum(ImageStat.Stat(ImageChops.difference(png, drawn)).mean) / 3
    assert difference < LARGEST_MEAN_DIFFERENCE, f"SVG and PNG differ by {difference:.2f} of 255"
    print(f"SVG by rsvg and PNG differ by {difference:.2f} of 255 in the mean")
    see_through = Image.open(write("render", "clear.png", "--transparent"))
    same("transparent corner", see_through.getpixel((0, 0))[3], 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
