package io.strait.ops.audit.sink;

import io.strait.ops.config.PostgresSettings;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditJson;
import io.strait.validator.audit.AuditTopic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Follows a link's audit topic into a database, from where the database itself says it is.
 *
 * <p>Each transaction holds the rows of some entries, the place behind them, and the owner's epoch;
 * so it may be ended anywhere and begun again, also in an empty database. Confined to one thread.
 */
final class PostgresSink implements AutoCloseable {
  private static final int BATCH = 500;

  private final PostgresSettings settings;
  private final String link;
  private final AuditTopic topic;
  private final int batch;
  private final Runnable between;
  private Optional<Connection> connection = Optional.empty();

  /** Connects to nothing yet. Does not close what the topic is read with. */
  PostgresSink(PostgresSettings settings, LinkName link, AuditTopic topic) {
    this(settings, link, topic, BATCH, () -> {});
  }

  /** {@code between} runs before each transaction. */
  PostgresSink(
      PostgresSettings settings, LinkName link, AuditTopic topic, int batch, Runnable between) {
    this.settings = settings;
    this.link = link.value();
    this.topic = topic;
    this.batch = batch;
    this.between = between;
  }

  /** Where a database is in the topic of that id. */
  private record Place(String topicId, long next) {}

  /**
   * Brings the database up to the topic's present end.
   *
   * @param epoch of the owner on whose behalf it writes
   * @return how many entries it wrote
   * @throws SQLException if the database does not answer or refuses; call it again
   * @throws IllegalStateException if a later owner has written, or a later Strait made the tables
   * @throws io.strait.replicator.cluster.ClusterException if the topic cannot be read
   */
  long follow(long epoch) throws SQLException {
    Optional<String> id = topic.id();
    if (id.isEmpty()) {
      return 0;
    }
    try {
      Connection open = connected();
      Place begin = begin(open, epoch, id.get());
      Batch pending = new Batch(open, epoch, begin);
      if (topic.end() <= begin.next()) {
        return 0;
      }
      long end = topic.read(begin.next(), pending::take);
      pending.flush(end);
      return pending.written;
    } catch (Unwritten failed) {
      close();
      throw failed.reason();
    } catch (SQLException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * How many of the topic's offsets the database has not seen; some of them hold no entry.
   *
   * @throws SQLException if the database does not answer
   */
  long behind() throws SQLException {
    Connection open = connected();
    long next = place(open).map(Place::next).orElse(0L);
    open.commit();
    return topic.id().isEmpty() ? 0 : Math.max(0, topic.end() - next);
  }

  @Override
  public void close() {
    connection.ifPresent(
        open -> {
          try {
            open.close();
          } catch (SQLException e) {
            // The server ends what was open by itself.
          }
        });
    connection = Optional.empty();
  }

  private Connection connected() throws SQLException {
    if (connection.isEmpty()) {
      Properties properties = new Properties();
      properties.setProperty("user", settings.user());
      properties.setProperty("password", settings.password());
      properties.setProperty("ApplicationName", "strait-audit");
      properties.setProperty("connectTimeout", "10");
      properties.setProperty("socketTimeout", "60");
      Connection open = DriverManager.getConnection(settings.url(), properties);
      connection = Optional.of(open);
      open.setAutoCommit(false);
      SinkSchema.migrate(open);
    }
    return connection.orElseThrow();
  }

  /** Takes the link over; what was read of another topic of that name is of no use. */
  private Place begin(Connection open, long epoch, String topicId) throws SQLException {
    SinkRows rows = new SinkRows(open, link);
    own(rows, epoch, topicId);
    Optional<Place> known = place(open).filter(one -> one.topicId().equals(topicId));
    if (known.isEmpty()) {
      for (String table : SinkSchema.tables()) {
        if (!table.equals("strait_audit_owner")) {
          rows.execute("DELETE FROM " + table + " WHERE link = ?", link);
        }
      }
      rows.execute("INSERT INTO strait_audit_source VALUES (?, ?, 0)", link, topicId);
    }
    open.commit();
    return known.orElse(new Place(topicId, 0));
  }

  /** The epochs of a topic that was made anew begin at 1 again: those of another say nothing. */
  private void own(SinkRows rows, long epoch, String topicId) throws SQLException {
    // Locks the row first, so that what is asked below is what the last writer left.
    rows.execute("UPDATE strait_audit_owner SET epoch = epoch WHERE link = ?", link);
    rows.execute(
        "UPDATE strait_audit_owner SET epoch = ? WHERE link = ? AND EXISTS (SELECT 1 FROM"
            + " strait_audit_source WHERE link = ? AND topic_id <> ?)",
        epoch,
        link,
        link,
        topicId);
    own(rows, epoch);
  }

  /** Holds the owner's row to the end of the transaction, so that writers take turns. */
  private void own(SinkRows rows, long epoch) throws SQLException {
    rows.execute(
        "INSERT INTO strait_audit_owner VALUES (?, ?) ON CONFLICT (link) DO NOTHING", link, epoch);
    int mine =
        rows.execute(
            "UPDATE strait_audit_owner SET epoch = ? WHERE link = ? AND epoch <= ?",
            epoch,
            link,
            epoch);
    if (mine == 0) {
      throw new IllegalStateException(
          "a later owner than epoch "
              + epoch
              + " writes the audit of link '"
              + link
              + "' into the database; this one has nothing to say there any more");
    }
  }

  private Optional<Place> place(Connection open) throws SQLException {
    try (PreparedStatement statement =
        open.prepareStatement(
            "SELECT topic_id, next_offset FROM strait_audit_source WHERE link = ?")) {
      statement.setString(1, link);
      try (ResultSet found = statement.executeQuery()) {
        return found.next()
            ? Optional.of(new Place(found.getString(1), found.getLong(2)))
            : Optional.empty();
      }
    }
  }

  /** Entries on their way into one transaction. */
  private final class Batch {
    private final Connection open;
    private final long epoch;
    private final List<String> texts = new ArrayList<>();
    private Place place;
    private long written;

    Batch(Connection open, long epoch, Place place) {
      this.open = open;
      this.epoch = epoch;
      this.place = place;
    }

    void take(AuditTopic.Stored stored) {
      stored.text().ifPresent(texts::add);
      if (texts.size() >= batch) {
        try {
          flush(stored.offset() + 1);
        } catch (SQLException e) {
          throw new Unwritten(e);
        }
      }
    }

    /** Writes all that waits, and that everything before {@code next} is written. */
    void flush(long next) throws SQLException {
      between.run();
      SinkRows rows = new SinkRows(open, link);
      own(rows, epoch);
      for (String text : texts) {
        rows.put(AuditJson.entry(text));
      }
      int moved =
          rows.execute(
              "UPDATE strait_audit_source SET next_offset = ? WHERE link = ? AND topic_id = ?"
                  + " AND next_offset = ?",
              next,
              link,
              place.topicId(),
              place.next());
      if (moved == 0) {
        throw new IllegalStateException(
            "somebody else moved the audit of link '" + link + "' on in the database; try again");
      }
      open.commit();
      written += texts.size();
      place = new Place(place.topicId(), next);
      texts.clear();
    }
  }

  /** Carries a fault of the database through the reading of the topic. */
  private static final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException reason;

    Unwritten(SQLException reason) {
      super(reason);
      this.reason = reason;
    }

    SQLException reason() {
      return reason;
    }
  }
}
