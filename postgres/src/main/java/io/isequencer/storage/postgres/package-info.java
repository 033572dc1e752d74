/**
 * Numbers and log in PostgreSQL: each call is one statement, and what races is decided by the database.
 *
 * <p>Depends on {@code spi}, {@code api} and JDBC only.
 */
package io.isequencer.storage.postgres;
