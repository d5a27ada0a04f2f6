"""The pages of the site: the values of each template."""
