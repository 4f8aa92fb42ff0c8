"""Where frames come from: camera, file or stream, virtual microscope."""
