-- As the database's administrator: psql -f database.sql
CREATE ROLE improv LOGIN PASSWORD 'choose one';
CREATE DATABASE improv OWNER improv ENCODING 'UTF8' TEMPLATE template0;
-- Then, for every process: IMPROV_DATABASE=postgresql://improv:...@database.example.org/improv
