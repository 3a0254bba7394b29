package io.strait.ops.audit.sink;

import io.strait.ops.config.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All rows of a database's audit tables as text, ordered. */
final class TableDump {
  private TableDump() {}

  static String of(PostgresSettings database) throws SQLException {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>(SinkSchema.tables());
      tables.add("strait_audit_schema");
      for (String table : tables) {
        dump.append(table).append('\n');
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (found.next()) {
            rows.add(found.getString(1));
          }
        }
        Collections.sort(rows);
        rows.forEach(row -> dump.append(row).append('\n'));
      }
    }
    return dump.toString();
  }

  static long number(PostgresSettings database, String sql) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }

  static void execute(PostgresSettings database, String sql) throws SQLException {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection open(PostgresSettings database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
