"""What lies over a scene: notices, lists and lines, the peek, the offer to go on."""
