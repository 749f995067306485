/* A page opened from a folder may not read other files, so search shows no excerpts of them there. */
"use strict";

if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
