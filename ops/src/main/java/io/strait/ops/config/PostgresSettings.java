package io.strait.ops.config;

/**
 * A PostgreSQL database.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; without user and password
 * @param user who writes; may create tables in the schema that its search path names first
 * @param password never shown
 */
public record PostgresSettings(String url, String user, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresSettings[" + user + " at " + url + "]";
  }
}
