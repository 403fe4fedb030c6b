"""The papers: bytes in, an understood document out; values in, an official letter out; many returns in, one out.

Everything here is pure: no database, no network, no clock. How a letter comes about, from the outside in:

- `recipes` composes a kind and keeps what it was made of (docs/decisions/0014); `samples` has an example of each.
- `composing`, `composing_notes`, `composing_official` say what each kind says, in the words of `wording`.
- `letter` (GB/T 9704 10.1), `official` (7) and `minutes` (10.3) set a paper's elements in their formats: the head
  (`letter_page`, `official_page`, `mark`), title and text (`elements`, `headline`, `marks`), the signature (`signing`,
  `seal_picture`), attachments (`bound`), 版记 (`record`), page numbers (`around`, `page_number`).
- `sheet` packs `strokes`, that is rows, tables and pictures, into a Word file; `page` has the page's measures.
- Forms that go by no standard are drawn on their own: `forms`, `slip`, `overprint`, `cover`, `matrix`.

`ruler` measures any paper against the same standard with figures of its own, so that a wrong measure of ours is found
(0015). `reading` turns files into documents.
"""
