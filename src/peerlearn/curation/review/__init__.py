"""From a submission to a publication: states, who may move what, decisions, comments, scores, and a log that shows tampering."""
