package io.strait.validator.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.relation.TornNames.Sized;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** A side that an agent reads. */
public final class RemoteSide implements LogSide {
  /** How long the agent may think about one question after a job. */
  private static final int WAIT_MS = 2_000;

  /** How often a job that an agent forgot, for example in a restart, is begun anew. */
  private static final int MOST_BEGINNINGS = 3;

  private final AgentLine line;
  private final Optional<AgentPace> pace;
  private final AtomicLong digested = new AtomicLong();

  /**
   * Asks nothing yet; the transport is closed with it.
   *
   * @param patience waits between attempts
   */
  public RemoteSide(Transport transport, Patience patience) {
    this(transport, patience, Optional.empty());
  }

  /**
   * The same.
   *
   * @param pace how fast the agent is to read
   */
  public RemoteSide(Transport transport, Patience patience, Optional<AgentPace> pace) {
    this.line = new AgentLine(transport, patience);
    this.pace = pace;
  }

  @Override
  public String name() {
    return "agent at " + line.where();
  }

  @Override
  public SideFacts facts(List<String> topics) {
    ObjectNode question = Questions.empty();
    topics.forEach(question.putArray("topics")::add);
    Fields answer = line.json("facts", question);
    answer.text("cluster", 256);
    List<SideFacts.Topic> found =
        answer.objects("topics", Questions.MOST_TOPICS).stream()
            .map(
                topic ->
                    new SideFacts.Topic(
                        topic.text("name", 249),
                        topic.text("id", 64),
                        (int) topic.number("partitions", 1, Integer.MAX_VALUE),
                        topic.flag("compacted")))
            .toList();
    return new SideFacts(answer.text("cluster_id", 256), found);
  }

  @Override
  public LogBounds bounds(TopicPartition partition) {
    Fields answer = line.json("bounds", Questions.about(partition));
    long start = answer.number("start", 0, Long.MAX_VALUE);
    long stable = answer.number("stable_end", start, Long.MAX_VALUE);
    return new LogBounds(start, stable, answer.number("end", stable, Long.MAX_VALUE));
  }

  @Override
  public Digests digest(DigestTask task, Reading progress) {
    ObjectNode question = paced(Questions.of(task));
    for (int i = 1; ; i++) {
      String job = begin("digest", question);
      try {
        Fields answer = Fields.of(awaited(job, progress).body());
        Totals totals = new Totals(answer, task);
        digested.addAndGet(totals.value.bytes());
        return new RemoteDigests(job, totals.value);
      } catch (ForgottenJob e) {
        if (i == MOST_BEGINNINGS) {
          throw new AgentFailure(name() + " forgot a digest " + i + " times", e);
        }
      }
    }
  }

  @Override
  public FingerprintPage fingerprints(
      TopicPartition partition, OffsetRange range, int most, long seed) {
    ObjectNode question = Questions.about(partition, range, seed).put("most", most);
    FingerprintPage page = Wire.page(line.bytes("fingerprints", question));
    long before = range.from() - 1;
    for (Fingerprint record : page.records()) {
      if (record.offset() <= before || record.offset() >= range.to()) {
        throw new AgentFailure(
            name() + " answers with offset " + record.offset() + " for the range " + range);
      }
      before = record.offset();
    }
    if (page.next() <= before || page.next() > range.to() || page.records().size() > most) {
      throw new AgentFailure(
          name() + " answers with a page that goes on at " + page.next() + " in " + range);
    }
    return page;
  }

  @Override
  public List<Fingerprint> holding(
      TopicPartition partition, OffsetRange range, Set<Long> hashes, long seed, Reading progress) {
    ObjectNode question = paced(Questions.about(partition, range, seed));
    Questions.numbers(question.putArray("hashes"), hashes);
    try {
      String job = begin("search", question);
      List<Fingerprint> found = Wire.page(awaited(job, progress).body()).records();
      drop(job);
      return found;
    } catch (ForgottenJob e) {
      throw new AgentFailure(name() + " forgot a search", e);
    }
  }

  @Override
  public List<OptionalLong> aborted(
      TopicPartition partition, List<Suspect> suspects, long seed, Reading progress) {
    if (suspects.isEmpty()) {
      return List.of();
    }
    try {
      String job = begin("aborted", Questions.suspects(partition, suspects, seed));
      List<Long> offsets = Wire.numbers(awaited(job, progress).body());
      drop(job);
      if (offsets.size() != suspects.size()) {
        throw new AgentFailure(
            name() + " answers about " + offsets.size() + " of " + suspects.size() + " records");
      }
      return offsets.stream()
          .map(offset -> offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset))
          .toList();
    } catch (ForgottenJob e) {
      throw new AgentFailure(name() + " forgot a question about aborted records", e);
    }
  }

  @Override
  public Optional<Sized> transaction(TopicPartition partition, long offset, OffsetRange judged) {
    ObjectNode question = Questions.about(partition).put("offset", offset);
    question.put("from", judged.from()).put("to", judged.to());
    return Wire.transaction(line.bytes("transaction", question));
  }

  @Override
  public Optional<LogRecord> record(TopicPartition partition, long offset) {
    return Wire.record(line.bytes("record", Questions.about(partition).put("offset", offset)));
  }

  @Override
  public OptionalLong firstAt(TopicPartition partition, long timestamp) {
    Fields answer =
        line.json("first-at", Questions.about(partition).put("timestamp", Math.max(0, timestamp)));
    long offset = answer.number("offset", -1, Long.MAX_VALUE);
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  @Override
  public Traffic traffic() {
    return new Traffic(line.sent(), line.received(), digested.get());
  }

  @Override
  public void close() {
    line.close();
  }

  private ObjectNode paced(ObjectNode question) {
    pace.ifPresent(
        asked ->
            question
                .putObject("pace")
                .put("scan", asked.scan())
                .put("rate", asked.bytesPerSecond()));
    return question;
  }

  private String begin(String name, ObjectNode question) {
    return line.json(name, question).text("job", 64);
  }

  /** Asks after a job until it is done; each question is the heartbeat that keeps it alive. */
  private AgentAnswer awaited(String job, Reading progress) throws ForgottenJob {
    ObjectNode question = Questions.empty().put("job", job).put("wait_ms", WAIT_MS);
    try {
      while (true) {
        AgentAnswer answer = line.job(question);
        if (!answer.type().startsWith(AgentAnswer.JSON)) {
          return answer;
        }
        Fields fields = Fields.of(answer.body());
        if (fields.text("state", 16).equals("done")) {
          return answer;
        }
        long records = fields.number("records", 0, Long.MAX_VALUE);
        progress.at(records, fields.has("bytes") ? fields.number("bytes", 0, Long.MAX_VALUE) : 0);
      }
    } catch (BadQuestion e) {
      throw new AgentFailure(name() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      drop(job);
      throw e;
    }
  }

  /** Best effort: what is not dropped ends by itself when nobody asks after it. */
  private void drop(String job) {
    try {
      line.json("drop", Questions.empty().put("job", job));
    } catch (AgentFailure e) {
      // The agent gives it up after a minute.
    }
  }

  /** An agent no longer knows the job. */
  static final class ForgottenJob extends Exception {
    private static final long serialVersionUID = 1L;

    ForgottenJob(String message) {
      super(message);
    }
  }

  private static final class Totals {
    private final Digests.Totals value;

    Totals(Fields answer, DigestTask task) {
      try {
        List<Digest> root = Wire.digests(Base64.getDecoder().decode(answer.text("root", 256)));
        value =
            new Digests.Totals(
                answer.number("records", 0, task.most()),
                answer.number("bytes", 0, Long.MAX_VALUE),
                answer.number("end", task.range().from(), task.range().to()),
                root.get(0));
      } catch (BadQuestion | IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new AgentFailure("an agent's digest makes no sense: " + e.getMessage(), e);
      }
    }
  }

  private final class RemoteDigests implements Digests {
    private final String job;
    private final Digests.Totals totals;

    RemoteDigests(String job, Digests.Totals totals) {
      this.job = job;
      this.totals = totals;
    }

    @Override
    public Digests.Totals totals() {
      return totals;
    }

    @Override
    public List<Digest> nodes(int level, List<Integer> nodes) {
      List<Digest> digests = Wire.digests(line.bytes("nodes", Questions.nodes(job, level, nodes)));
      return sized(digests, nodes.size());
    }

    @Override
    public List<Long> firsts(List<Integer> windows) {
      ObjectNode question = Questions.empty().put("job", job);
      Questions.numbers(question.putArray("windows"), windows);
      return sized(Wire.numbers(line.bytes("firsts", question)), windows.size());
    }

    @Override
    public void close() {
      drop(job);
    }

    private <T> List<T> sized(List<T> answer, int asked) {
      if (answer.size() != asked) {
        throw new AgentFailure(
            name() + " answers with " + answer.size() + " items to a question about " + asked);
      }
      return answer;
    }
  }
}
