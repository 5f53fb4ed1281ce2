"""Making the workbooks that cités get back. Runs in killable workers: the files are not to be trusted.

Belongs here: all that touches openpyxl. Does not belong here: wording (it comes with the job).
"""
