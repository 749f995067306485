"""All limits on what is read, each with its unit. No legitimate content approaches them.

They keep a small file from taking much time or memory. Those on an import are for the file of a scheduler.
"""

from __future__ import annotations

# --- files ----------------------------------------------------------------------------------------

#: Bytes of a Markdown file: each list and bracket takes time to parse.
MARKDOWN_BYTES = 100_000

#: Bytes of a YAML file: a register may contain thousands of milestones.
YAML_BYTES = 2_000_000

#: Bytes of the register of tickets, which is read in pieces: it may have tens of thousands.
TICKETS_BYTES = 10_000_000

#: Bytes of the record of published addresses: a site of 120 months has about one million.
RECORD_BYTES = 20_000_000

#: Bytes of the name of a file or directory. It becomes the name of a page, and file systems allow 255.
NAME_BYTES = 150

#: Characters of the path of a page or picture that a text refers to. Systems fail at much longer ones.
PATH_CHARACTERS = 240

#: Dots of a picture (width by height): whoever shows or prints it keeps them all in memory.
PICTURE_DOTS = 50_000_000

#: Former ids of one element or file: each has pages and anchors, and those of an element below it, too.
FORMER_IDS = 20

#: Former ids of all elements, including those that follow from the elements above them.
ALL_FORMER_IDS = 20_000

#: Characters of an id: it becomes the name of a file, for which systems allow 255 bytes.
ID_CHARACTERS = 150

# --- YAML -----------------------------------------------------------------------------------------

#: Values inside one another, and values of a file in all: a few lines of aliases could fill the memory.
YAML_DEPTH = 12
YAML_VALUES = 200_000

#: Possible beginnings of values (line breaks and marks), counted first, since composing values takes time.
YAML_BEGINNINGS = 50_000

#: Marks that open a value, up to which their depth is not examined first. libyaml composes recursively,
#: and a text with only such marks would overflow the stack.
YAML_OPENERS = 2_000

#: Characters of one text.
YAML_TEXT_CHARACTERS = 10_000

#: Characters of a title or name, which is repeated wherever its object is mentioned.
TITLE_CHARACTERS = 500

#: Characters of the title of a period by which every page names it; a longer one only heads its own page.
PERIOD_NAME_CHARACTERS = 40

# --- Markdown -------------------------------------------------------------------------------------

#: Levels of the parser's tokens. Each list or quotation inside another one takes two, and the parser silently
#: drops those that are nested deeper than this.
MARKDOWN_LEVELS = 18

#: Emphasis and links inside one another in one line of text: who writes the pages goes down level by level.
INLINE_LEVELS = 30

#: Opening brackets of one text: the parser searches for the end of each.
MARKDOWN_BRACKETS = 5_000

#: Blocks of one text and the pieces of text in them, since each becomes a node of the document.
MARKDOWN_PARTS = 10_000

#: Ids in one paragraph or other block: each is recorded with the whole text of its block.
BLOCK_IDS = 200

#: Tables and charts of the extension in one text: each may show the whole register.
MARKDOWN_TABLES = 50

#: Places with a name in one text: docutils takes a time for them that grows with the square of their number.
MARKDOWN_NAMES = 1_000

#: Directives inside one another; deeper ones are shown as text.
DIRECTIVE_DEPTH = 20

#: Parts of a diagram (lines, and the links and joined nodes in them), and its characters. The time to draw
#: one grows with the square of its size.
DIAGRAM_PARTS = 100
DIAGRAM_CHARACTERS = 5_000

#: Characters of one block of code, and of all in one text, that are shown with colours. The time that some
#: languages take grows with the square of the block.
CODE_BLOCK_CHARACTERS = 3_000
CODE_CHARACTERS = 9_000

#: Characters of an equation. The time to convert one grows with the square of its length.
EQUATION_CHARACTERS = 2_000

# --- messages -------------------------------------------------------------------------------------

#: Problems of one file; nobody reads more, and the rest of the file is not read.
FILE_PROBLEMS = 1_000

#: Characters of a message; a longer one contains a whole text by mistake, and its middle is left out.
MESSAGE_CHARACTERS = 1_000

#: Characters of a value that can be a typing error. No name is longer.
SUGGESTED_CHARACTERS = 100

# --- an export of the scheduler -------------------------------------------------------------------

#: Bytes, rows and columns of the file; a wrong file might fill the memory, or take minutes to look through.
SCHEDULE_BYTES = 64 * 1024 * 1024
SCHEDULE_ROWS = 200_000
SCHEDULE_COLUMNS = 5_000

# --- an old report --------------------------------------------------------------------------------

#: Bytes of the file, bytes of an archive (Word) when unpacked, and pages of a PDF.
CONVERT_BYTES = 64 * 1024 * 1024
CONVERT_UNPACKED_BYTES = 256 * 1024 * 1024
CONVERT_PAGES = 1_000

#: Characters of the text in it: a book has a million.
CONVERT_CHARACTERS = 5_000_000

#: Levels of elements of HTML, and of lists, inside one another.
CONVERT_DEPTH = 100

# --- a file that is read in a process of its own ---------------------------------------------------

#: Seconds of work and bytes of memory. A library may need any time for a file made to be slow.
APART_SECONDS = 300
APART_MEMORY = 3 * 1024 * 1024 * 1024
