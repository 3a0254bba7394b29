package io.strait.replicator.mirror.mm2;

/** What a key of MirrorMaker 2 is to Strait. */
public enum KeyUse {
  /** It becomes part of Strait's configuration. */
  BECOMES,
  /** Strait does it in another way, whatever the key says. */
  DIFFERENT,
  /** Strait has no use for it. */
  NOT_NEEDED,
  /** It tells where a running MirrorMaker 2 keeps its state, for the take-over. */
  ADOPTION,
  /** MirrorMaker 2 itself ignores it at this place. */
  IGNORED
}
