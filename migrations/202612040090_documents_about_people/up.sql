-- Orders on mentoring are about people: they are found by whoever keeps the papers of the unit.
UPDATE search_things SET kind = 'documents.about_people' WHERE kind = 'documents.document'
  AND id IN (SELECT id FROM documents WHERE kind IN ('mentoring_order', 'mentoring_end_order'));
