"""A chart for the back of a room is the same chart, and only its lengths are others."""

from __future__ import annotations

from vil.charts.enlarging import enlarge

SPEC = {
    "height": 340,
    "padding": {"left": 2},
    "data": {"values": [{"size": 7, "y": 3}]},
    "encoding": {"y": {"scale": {"domain": [0, 10]}, "axis": {"labelFontSize": 12, "offset": 4, "tickCount": 5}}},
    "layer": [
        {"mark": {"type": "point", "size": 60, "strokeDash": [4, 2], "opacity": 0.4, "tooltip": True}},
        {"mark": {"color": {"stops": [{"offset": 0.5}]}}, "encoding": {"y": {"value": -9}, "size": {"value": 100}}},
    ],
}


def test_lengths_grow_areas_grow_with_the_square_and_the_data_stay() -> None:
    large = enlarge(SPEC, 1.5)
    assert (large["height"], large["padding"]) == (510, {"left": 3})
    assert large["data"] == SPEC["data"]
    assert large["encoding"]["y"] == {
        "scale": {"domain": [0, 10]},
        "axis": {"labelFontSize": 18, "offset": 6, "tickCount": 5},
    }
    point, text = large["layer"]
    assert point["mark"] == {
        "type": "point", "size": 135, "strokeDash": [6, 3], "opacity": 0.4, "tooltip": True,
    }  # fmt: skip
    assert text["mark"] == {"color": {"stops": [{"offset": 0.5}]}}
    assert text["encoding"] == {"y": {"value": -13.5}, "size": {"value": 225}}
    assert enlarge(SPEC, 1) == SPEC
