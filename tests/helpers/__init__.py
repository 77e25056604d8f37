"""What several tests share: toy projects, made-up articles, a second way of computing, finders of numbers in prose."""
