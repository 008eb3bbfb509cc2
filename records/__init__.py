"""The paper engine: elements of Decree 30/2020, laid out as PDF; it knows no meeting and no ballot."""
