"""The engines that come with improv; `engine()` of pyttsx3 and piper makes one, in its worker."""
