"""Turns the strokes of strokes/*.svg into filled outlines beside this file.

The window's SVG rasteriser scales outlines but not the width of strokes, so
stroked icons would be thin on displays of high density. Needs python3-shapely:

    python3 outline.py
"""
import glob
import math
import os
import re
import xml.etree.ElementTree as ET

from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

STEPS = 24


def cubic(p, a, b, q):
    for i in range(1, STEPS + 1):
        t = i / STEPS
        u = 1 - t
        yield tuple(u**3 * p[k] + 3 * u * u * t * a[k] + 3 * u * t * t * b[k] + t**3 * q[k] for k in (0, 1))


def arc(p, rx, ry, turn, large, sweep, q):
    """SVG 2, appendix B.2.4: from end points to centre."""
    phi = math.radians(turn)
    c, s = math.cos(phi), math.sin(phi)
    dx, dy = (p[0] - q[0]) / 2, (p[1] - q[1]) / 2
    x1, y1 = c * dx + s * dy, -s * dx + c * dy
    lam = (x1 / rx) ** 2 + (y1 / ry) ** 2
    if lam > 1:
        rx, ry = rx * math.sqrt(lam), ry * math.sqrt(lam)
    num = max(0, (rx * ry) ** 2 - (rx * y1) ** 2 - (ry * x1) ** 2)
    k = math.sqrt(num / ((rx * y1) ** 2 + (ry * x1) ** 2)) * (-1 if large == sweep else 1)
    cx1, cy1 = k * rx * y1 / ry, -k * ry * x1 / rx
    cx, cy = c * cx1 - s * cy1 + (p[0] + q[0]) / 2, s * cx1 + c * cy1 + (p[1] + q[1]) / 2
    a0 = math.atan2((y1 - cy1) / ry, (x1 - cx1) / rx)
    a1 = math.atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx)
    d = a1 - a0
    if sweep and d < 0:
        d += 2 * math.pi
    if not sweep and d > 0:
        d -= 2 * math.pi
    n = max(4, int(abs(d) / (math.pi / STEPS)))
    for i in range(1, n + 1):
        a = a0 + d * i / n
        x, y = rx * math.cos(a), ry * math.sin(a)
        yield (cx + c * x - s * y, cy + s * x + c * y)


def lines(d):
    """The path's sub-paths as (points, closed)."""
    tokens = re.findall(r"[MLHVCSAZ]|-?[\d.]+", d)
    out, i, cmd, cur, last = [], 0, "", (0, 0), None

    def num():
        nonlocal i
        i += 1
        return float(tokens[i - 1])

    while i < len(tokens):
        if tokens[i].isalpha():
            cmd = tokens[i]
            i += 1
        if cmd == "M":
            cur = (num(), num())
            out.append([[cur], False])
            cmd = "L"
            continue
        pts = out[-1][0]
        if cmd == "Z":
            out[-1][1] = True
            continue
        if cmd == "L":
            pts.append((num(), num()))
        elif cmd == "H":
            pts.append((num(), cur[1]))
        elif cmd == "V":
            pts.append((cur[0], num()))
        elif cmd == "C":
            a, b, q = (num(), num()), (num(), num()), (num(), num())
            pts += cubic(cur, a, b, q)
            last = b
        elif cmd == "S":
            a = (2 * cur[0] - last[0], 2 * cur[1] - last[1]) if last else cur
            b, q = (num(), num()), (num(), num())
            pts += cubic(cur, a, b, q)
            last = b
        elif cmd == "A":
            rx, ry, turn, large, sweep = num(), num(), num(), num(), num()
            pts += arc(cur, rx, ry, turn, large, sweep, (num(), num()))
        if cmd not in "CS":
            last = None
        cur = pts[-1]
    return out


def shapes(e):
    """The element's coloured area."""
    tag = e.tag.split("}")[1]
    parts = []
    if tag == "circle":
        x, y, r = (float(e.get(k)) for k in ("cx", "cy", "r"))
        n = 64
        ring = [(x + r * math.cos(2 * math.pi * i / n), y + r * math.sin(2 * math.pi * i / n)) for i in range(n)]
        subs = [[ring, True]]
    else:
        subs = lines(e.get("d"))
    for pts, closed in subs:
        if e.get("fill") != "none":
            parts.append(Polygon(pts).buffer(0))
            continue
        w = float(e.get("stroke-width")) / 2
        if len(set(pts)) == 1:
            parts.append(Point(pts[0]).buffer(w))
            continue
        if closed:
            pts = pts + [pts[0], pts[1]]
        parts.append(LineString(pts).buffer(w, resolution=8, cap_style=1, join_style=1))
    return unary_union(parts)


def path(area):
    polys = [area] if area.geom_type == "Polygon" else list(area.geoms)
    out = []
    for p in polys:
        p = orient(p.simplify(0.015 * scale))
        for ring in [p.exterior, *p.interiors]:
            pts = list(ring.coords)[:-1]
            out.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in pts) + "Z")
    return "".join(out)


here = os.path.dirname(os.path.abspath(__file__))
for name in sorted(glob.glob(here + "/strokes/*.svg")):
    root = ET.parse(name).getroot()
    box = root.get("viewBox")
    scale = float(box.split()[2]) / 24
    groups = []
    for e in root:
        colour = e.get("stroke") or e.get("fill")
        if groups and groups[-1][0] == colour:
            groups[-1][1].append(shapes(e))
        else:
            groups.append((colour, [shapes(e)]))
    body = "".join(f'  <path fill="{c}" d="{path(unary_union(a))}"/>\n' for c, a in groups)
    w = box.split()[2]
    with open(os.path.join(here, os.path.basename(name)), "w") as f:
        f.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{w}" viewBox="{box}">\n{body}</svg>\n')
