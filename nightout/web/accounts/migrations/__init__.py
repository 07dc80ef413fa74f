"""Steps by which a database comes to its present shape."""
