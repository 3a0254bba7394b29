package io.strait.ops.audit.sink;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Makes the tables, and brings those of an earlier Strait up to date: each version is a list of
 * statements that were never changed once they were released.
 */
final class SinkSchema {
  /** Any number that nobody else in the database uses as an advisory lock. */
  private static final long LOCK = 0x7374726169741L;

  private static final List<String> VERSION_1 =
      List.of(
          "CREATE TABLE strait_audit_owner (link TEXT PRIMARY KEY, epoch BIGINT NOT NULL)",
          "CREATE TABLE strait_audit_source (link TEXT PRIMARY KEY, topic_id TEXT NOT NULL,"
              + " next_offset BIGINT NOT NULL)",
          "CREATE TABLE strait_audit_position (link TEXT, topic TEXT, partition INT,"
              + " target_topic TEXT NOT NULL, topic_id TEXT NOT NULL, audited_from BIGINT NOT NULL,"
              + " sealed_to BIGINT NOT NULL, target_to BIGINT NOT NULL, newest_ms BIGINT,"
              + " proved BIGINT NOT NULL, suspect BIGINT NOT NULL, explained BIGINT NOT NULL,"
              + " divergent BIGINT NOT NULL, unverifiable BIGINT NOT NULL, records BIGINT NOT NULL,"
              + " suspected BIGINT NOT NULL, cleared BIGINT NOT NULL, kept_from BIGINT NOT NULL,"
              + " at_ms BIGINT NOT NULL, PRIMARY KEY (link, topic, partition))",
          "CREATE TABLE strait_audit_range (link TEXT, topic TEXT, partition INT,"
              + " range_from BIGINT, range_to BIGINT NOT NULL, target_from BIGINT NOT NULL,"
              + " target_to BIGINT NOT NULL, state TEXT NOT NULL, source_records BIGINT NOT NULL,"
              + " source_sum BIGINT NOT NULL, target_records BIGINT NOT NULL,"
              + " target_sum BIGINT NOT NULL, digests_equal BOOLEAN NOT NULL, why TEXT NOT NULL,"
              + " at_ms BIGINT NOT NULL, PRIMARY KEY (link, topic, partition, range_from))",
          "CREATE TABLE strait_audit_window (link TEXT, topic TEXT, kind TEXT, start_ms BIGINT,"
              + " end_ms BIGINT, state TEXT NOT NULL, revision INT NOT NULL,"
              + " source_records BIGINT NOT NULL, source_sum BIGINT NOT NULL,"
              + " target_records BIGINT NOT NULL, target_sum BIGINT NOT NULL,"
              + " PRIMARY KEY (link, topic, kind, start_ms, end_ms))",
          "CREATE TABLE strait_audit_time (link TEXT, topic TEXT, watermark_ms BIGINT,"
              + " PRIMARY KEY (link, topic))",
          "CREATE TABLE strait_audit_finding (link TEXT, topic TEXT, partition INT,"
              + " diverges_at BIGINT, code TEXT, target_topic TEXT NOT NULL, source_offset BIGINT,"
              + " target_offset BIGINT, range_from BIGINT NOT NULL, range_to BIGINT NOT NULL,"
              + " found BIGINT NOT NULL, evidence TEXT NOT NULL, at_ms BIGINT NOT NULL,"
              + " PRIMARY KEY (link, topic, partition, diverges_at, code))");

  private static final List<List<String>> VERSIONS = List.of(VERSION_1);

  private SinkSchema() {}

  /** Tables that hold rows of links, each with a column {@code link}. */
  static List<String> tables() {
    return List.of(
        "strait_audit_owner",
        "strait_audit_source",
        "strait_audit_position",
        "strait_audit_range",
        "strait_audit_window",
        "strait_audit_time",
        "strait_audit_finding");
  }

  /**
   * Brings the tables up to date in one transaction; who comes second waits.
   *
   * @throws IllegalStateException if a later Strait made them
   */
  static void migrate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute("CREATE TABLE IF NOT EXISTS strait_audit_schema (version INT PRIMARY KEY)");
      int version = version(statement);
      if (version > VERSIONS.size()) {
        throw new IllegalStateException(
            "the tables strait_audit_* are of version "
                + version
                + ", but this Strait knows versions up to "
                + VERSIONS.size()
                + "; use the Strait that made them, or a later one, or another schema");
      }
      for (int next = version; next < VERSIONS.size(); next++) {
        for (String sql : VERSIONS.get(next)) {
          statement.execute(sql);
        }
        statement.execute("INSERT INTO strait_audit_schema VALUES (" + (next + 1) + ")");
      }
    }
    connection.commit();
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT coalesce(max(version), 0) FROM strait_audit_schema")) {
      found.next();
      return found.getInt(1);
    }
  }
}
