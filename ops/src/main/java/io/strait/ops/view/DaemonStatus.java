package io.strait.ops.view;

import io.strait.ops.flow.LinkFlow;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.LinkName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything a daemon knows about itself at one moment.
 *
 * @param at when the snapshot was taken
 * @param links every engine of this process, sorted by name
 * @param flows how fast each of these links may go
 * @param losses what these links have set aside, as far as it is known
 * @param twins how what these links' targets are to have besides records is kept
 * @param audits how the links are audited that are, as far as this process does it
 * @param waves every wave of the configuration, sorted by name
 * @param problems what keeps a link or a wave from being served, one sentence each; empty when fine
 * @param promises how links keep what is promised about them
 */
public record DaemonStatus(
    Instant at,
    List<LinkProgress> links,
    List<LinkFlow> flows,
    List<LinkLosses> losses,
    List<TwinStatus> twins,
    List<AuditStatus> audits,
    List<WaveStatus> waves,
    List<String> problems,
    List<SloStatus> promises) {
  /** Keeps copies. */
  public DaemonStatus {
    links = List.copyOf(links);
    flows = List.copyOf(flows);
    losses = List.copyOf(losses);
    twins = List.copyOf(twins);
    audits = List.copyOf(audits);
    waves = List.copyOf(waves);
    problems = List.copyOf(problems);
    promises = List.copyOf(promises);
  }

  /** Nothing is promised. */
  public DaemonStatus(
      Instant at,
      List<LinkProgress> links,
      List<LinkFlow> flows,
      List<LinkLosses> losses,
      List<TwinStatus> twins,
      List<AuditStatus> audits,
      List<WaveStatus> waves,
      List<String> problems) {
    this(at, links, flows, losses, twins, audits, waves, problems, List.of());
  }

  /** How a link keeps what is promised about it; empty if nothing is. */
  public Optional<SloStatus> promise(LinkName link) {
    return promises.stream().filter(one -> one.link().equals(link)).findFirst();
  }

  /** How a link is audited; empty for links that another process audits, or nobody. */
  public Optional<AuditStatus> audit(LinkName link) {
    return audits.stream().filter(one -> one.link().equals(link)).findFirst();
  }

  /** What a link has set aside; empty while it is not known. */
  public Optional<LinkLosses> losses(LinkName link) {
    return losses.stream().filter(one -> one.link().equals(link)).findFirst();
  }

  /** How a link's target is kept; empty for links that another process keeps. */
  public List<TwinStatus> twins(LinkName link) {
    return twins.stream().filter(one -> one.link().equals(link)).toList();
  }

  /** The flow of a link, whichever way it runs; empty when nothing is known about it. */
  public Optional<LinkFlow> flow(LinkName link) {
    return flows.stream()
        .filter(flow -> flow.link().equals(link) || flow.link().equals(link.reversed()))
        .findFirst();
  }
}
