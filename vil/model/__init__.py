"""The method's own words as frozen dataclasses and enums; standard library only."""
