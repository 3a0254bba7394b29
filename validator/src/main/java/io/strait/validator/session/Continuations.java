package io.strait.validator.session;

import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Looks at the end of each earlier proof. */
final class Continuations {
  private final ScanOptions options;
  private final Continuation rule;
  private final Lookers lookers;

  Continuations(ScanOptions options, Continuation rule, Lookers lookers) {
    this.options = options;
    this.rule = rule;
    this.lookers = lookers;
  }

  /**
   * The same tasks in the same order; those with a proof go on from it where they may.
   *
   * @throws StateException if a proof was made under another declaration
   */
  List<Task> of(List<Task> tasks, Map<TopicPartition, StateEntry.Point> known) {
    List<Optional<Task>> looked =
        lookers.each(
            tasks,
            (task, from, to) -> {
              StateEntry.Point point = known.get(task.subject().sourcePartition());
              boolean goesOn = point != null && task.subject().isOnBoth();
              return goesOn ? looked(task, point, from, to) : task;
            });
    List<Task> all = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      all.add(looked.get(i).orElse(tasks.get(i)));
    }
    return all;
  }

  private Task looked(Task task, StateEntry.Point point, ReadingConsumer from, ReadingConsumer to) {
    Subject subject = task.subject();
    Contract contract = options.contracts().apply(subject.topic()).at(subject.partition());
    LogView sourceLog = from.log(subject.sourcePartition());
    return rule.of(task, point, contract, sourceLog, to.log(subject.targetPartition()));
  }
}
