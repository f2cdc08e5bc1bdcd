"""The terminal that the program was started in: lines, questions, a code to scan, a browser.

Beside the screen and the phones: shows a session to people. Knows no command and no window.
"""
