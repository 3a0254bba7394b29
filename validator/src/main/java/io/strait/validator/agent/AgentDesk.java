package io.strait.validator.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Pace;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.session.Throttle;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The agent: answers a coordinator's questions about one cluster. Knows nothing of HTTP but its
 * numbers; who may ask is decided before. Safe for use by several threads; an answer may take up to
 * the reading side's stall, and 5 s for the question after a job.
 */
public final class AgentDesk implements AutoCloseable {
  /** The longest question, in bytes. */
  public static final int MOST_QUESTION = 1 << 20;

  /** The biggest record that is sent as evidence, in bytes of its fields. */
  static final int MOST_RECORD = 4 << 20;

  /** Digests and searches under way or kept at a time; each holds about 1.3 MiB. */
  static final int MOST_JOBS = 16;

  private static final int LONGEST_WAIT_MS = 5_000;
  private static final int MOST_PAGES = 8;

  private final LogSide side;
  private final String cluster;
  private final Jobs jobs;
  private final Paces paces;
  private final Semaphore pages = new Semaphore(MOST_PAGES);

  /**
   * Opens the desk; the side is closed with it.
   *
   * @param cluster the operator's name for the cluster
   * @param ids new names for jobs, which cannot be guessed
   */
  public AgentDesk(LogSide side, String cluster, Clock clock, Supplier<String> ids) {
    this.side = side;
    this.cluster = cluster;
    this.jobs = new Jobs(MOST_JOBS, clock, ids);
    this.paces = new Paces(rate -> Throttle.of(rate, () -> false));
  }

  /**
   * Answers one question; never throws for what it holds.
   *
   * @param name which question: the last part of the path
   */
  public AgentAnswer answer(String name, byte[] body) {
    if (body.length > MOST_QUESTION) {
      return refusal(413, "TOO_LARGE", "a question has at most " + MOST_QUESTION + " bytes");
    }
    try {
      return answered(name, Questions.read(body));
    } catch (BadQuestion e) {
      return refusal(400, "BAD_QUESTION", e.getMessage());
    } catch (RangeGone e) {
      return refusal(410, "RANGE_GONE", e.getMessage());
    } catch (DamagedBatch e) {
      return refusal(409, "DAMAGED", e.getMessage());
    } catch (ClusterException e) {
      return refusal(503, "CLUSTER", e.getMessage());
    } catch (ScanCancelled e) {
      return refusal(404, "NO_SUCH_JOB", "the job was given up");
    } catch (IllegalArgumentException e) {
      return refusal(400, "BAD_QUESTION", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    jobs.close();
    side.close();
  }

  private AgentAnswer answered(String name, Fields fields) {
    return switch (name) {
      case "facts" -> facts(fields);
      case "bounds" -> bounds(fields);
      case "first-at" -> firstAt(fields);
      case "digest" -> digest(fields);
      case "search" -> search(fields);
      case "aborted" -> aborted(fields);
      case "transaction" -> transaction(fields);
      case "job" -> job(fields);
      case "nodes" -> nodes(fields);
      case "firsts" -> firsts(fields);
      case "drop" -> drop(fields);
      case "fingerprints" -> fingerprints(fields);
      case "record" -> record(fields);
      default -> refusal(404, "NO_SUCH_QUESTION", "there is no such question");
    };
  }

  private AgentAnswer facts(Fields fields) {
    List<String> topics = Questions.topics(fields);
    fields.done();
    SideFacts facts = side.facts(topics);
    ObjectNode json =
        Questions.empty().put("cluster", cluster).put("cluster_id", facts.clusterId());
    ArrayNode array = json.putArray("topics");
    facts
        .topics()
        .forEach(
            topic ->
                array
                    .addObject()
                    .put("name", topic.name())
                    .put("id", topic.id())
                    .put("partitions", topic.partitions())
                    .put("compacted", topic.compacted()));
    return json(json);
  }

  private AgentAnswer bounds(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    fields.done();
    LogBounds bounds = side.bounds(partition);
    return json(
        Questions.empty()
            .put("start", bounds.start())
            .put("stable_end", bounds.stableEnd())
            .put("end", bounds.end()));
  }

  private AgentAnswer firstAt(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    long timestamp = fields.number("timestamp", 0, Long.MAX_VALUE);
    fields.done();
    OptionalLong offset = side.firstAt(partition, timestamp);
    return json(Questions.empty().put("offset", offset.orElse(-1)));
  }

  private AgentAnswer digest(Fields fields) {
    DigestTask task = Questions.digest(fields);
    Pace pace = paces.of(fields);
    fields.done();
    return begun(jobs.begin(progress -> side.digest(task, progress.at(pace))));
  }

  private AgentAnswer search(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    OffsetRange range = Questions.range(fields);
    long seed = Questions.seed(fields);
    HashSet<Long> hashes = new HashSet<>(fields.numbers("hashes", LogSide.MOST_HASHES));
    Pace pace = paces.of(fields);
    fields.done();
    return begun(
        jobs.begin(
            progress ->
                new Found(side.holding(partition, range, hashes, seed, progress.at(pace)))));
  }

  private AgentAnswer aborted(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    List<Suspect> suspects = Questions.suspects(fields);
    long seed = Questions.seed(fields);
    fields.done();
    return begun(
        jobs.begin(progress -> new Aborted(side.aborted(partition, suspects, seed, progress))));
  }

  private AgentAnswer transaction(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    long offset = fields.number("offset", 0, 1L << 60);
    OffsetRange judged = Questions.range(fields);
    fields.done();
    return reading(() -> Wire.transaction(side.transaction(partition, offset, judged)));
  }

  private record Aborted(List<OptionalLong> offsets) {}

  private record Found(List<Fingerprint> records) {}

  private static AgentAnswer begun(Optional<String> job) {
    return job.map(id -> json(Questions.empty().put("job", id)))
        .orElseGet(
            () ->
                refusal(
                    429,
                    "BUSY",
                    "this agent works on " + MOST_JOBS + " jobs, which is all that it may"));
  }

  /** Waits a while for the end, so that few questions are needed; then says how far it is. */
  private AgentAnswer job(Fields fields) {
    Jobs.Job job = found(fields);
    long wait = fields.number("wait_ms", 0, LONGEST_WAIT_MS);
    fields.done();
    try {
      Object result = job.result().get(wait, TimeUnit.MILLISECONDS);
      ObjectNode json = Questions.empty().put("state", "done");
      if (result instanceof Found found) {
        return bytes(Wire.page(new FingerprintPage(found.records(), 0)));
      }
      if (result instanceof Aborted aborted) {
        return bytes(Wire.numbers(aborted.offsets().stream().map(one -> one.orElse(-1)).toList()));
      }
      Digests.Totals totals = ((Digests) result).totals();
      json.put("records", totals.records()).put("bytes", totals.bytes()).put("end", totals.end());
      json.put("root", Wire.digests(List.of(totals.root())));
      return json(json);
    } catch (TimeoutException e) {
      return json(
          Questions.empty()
              .put("state", "running")
              .put("records", job.done())
              .put("bytes", job.bytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refusal(503, "STOPPING", "the agent stops");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a job failed", e.getCause());
    }
  }

  private AgentAnswer nodes(Fields fields) {
    Digests digests = digests(found(fields));
    int level = (int) fields.number("level", 0, 16);
    List<Integer> nodes = indexes(fields.numbers("nodes", Descent.MOST_NODES));
    fields.done();
    return bytes(Wire.digests(digests.nodes(level, nodes)));
  }

  private AgentAnswer firsts(Fields fields) {
    Digests digests = digests(found(fields));
    List<Integer> windows = indexes(fields.numbers("windows", Descent.MOST_NODES));
    fields.done();
    return bytes(Wire.numbers(digests.firsts(windows)));
  }

  private AgentAnswer drop(Fields fields) {
    String id = fields.text("job", 64);
    fields.done();
    jobs.drop(id);
    return json(Questions.empty());
  }

  private AgentAnswer fingerprints(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    OffsetRange range = Questions.range(fields);
    int most = (int) fields.number("most", 1, FingerprintPage.MOST);
    long seed = Questions.seed(fields);
    fields.done();
    return reading(() -> Wire.page(side.fingerprints(partition, range, most, seed)));
  }

  private AgentAnswer record(Fields fields) {
    TopicPartition partition = Questions.partition(fields);
    long offset = fields.number("offset", 0, 1L << 60);
    fields.done();
    return reading(
        () -> {
          Optional<LogRecord> record = side.record(partition, offset);
          return Wire.record(record.filter(found -> DigestRun.size(found) <= MOST_RECORD));
        });
  }

  /** Reads take memory, so only a few may run at a time. */
  private AgentAnswer reading(Supplier<byte[]> work) {
    if (!pages.tryAcquire()) {
      return refusal(429, "BUSY", "this agent reads for " + MOST_PAGES + " others already");
    }
    try {
      return bytes(work.get());
    } finally {
      pages.release();
    }
  }

  private Jobs.Job found(Fields fields) {
    return jobs.find(fields.text("job", 64)).orElseThrow(ScanCancelled::new);
  }

  private static Digests digests(Jobs.Job job) {
    if (!job.result().isDone()) {
      throw new BadQuestion("this job is not done yet");
    }
    try {
      if (job.result().get() instanceof Digests digests) {
        return digests;
      }
      throw new BadQuestion("this job is no digest");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScanCancelled();
    } catch (ExecutionException e) {
      throw new ScanCancelled();
    }
  }

  private static List<Integer> indexes(List<Long> numbers) {
    return numbers.stream()
        .map(
            number -> {
              if (number < 0 || number > Integer.MAX_VALUE) {
                throw new BadQuestion("an index is " + number + ", but must be 0 or more");
              }
              return number.intValue();
            })
        .toList();
  }

  private static AgentAnswer bytes(byte[] body) {
    return new AgentAnswer(200, AgentAnswer.BYTES, body);
  }

  private static AgentAnswer json(JsonNode json) {
    return new AgentAnswer(200, AgentAnswer.JSON, written(json));
  }

  private static AgentAnswer refusal(int status, String error, String message) {
    ObjectNode json = Fields.JSON.createObjectNode().put("error", error).put("message", message);
    return new AgentAnswer(status, AgentAnswer.JSON, written(json));
  }

  private static byte[] written(JsonNode json) {
    try {
      return Fields.JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }
}
