"""Moving pictures: the window of dates played over a figure, to MP4, WebM, GIF or numbered PNG files."""
