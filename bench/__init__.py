"""De meting: wat leersessie kost, naast kale node-servers, op deze machine en in een keer."""
