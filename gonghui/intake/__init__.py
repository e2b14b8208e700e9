"""Taking in what offices write: a Word file, a text or a workbook as pages to look at.

Nothing is written here and nothing is certain that a person has not looked at: every page is a
draft, with the grounds of what was proposed and the questions that only a person can answer.
"""
