"""Who has not sent what was due, told so in a short French message: written, and sent where a mail server is set.

Belongs here: from the board of a quarter to letters, addresses, the journal of what was sent, and SMTP.
Does not belong here: the board (`submissions.board`), the report of a return (`feedback`), printing (`commands`).
"""
