package io.strait.replicator.mirror.adopt;

import java.time.Duration;

/**
 * How a mirror is taken over.
 *
 * @param full whether both logs are compared from their beginnings; otherwise only from the newest
 *     pair of offsets on that MirrorMaker 2 wrote down before every group's position, and nothing
 *     is said about what lies before it
 * @param acceptMissing whether records that MirrorMaker 2 has left out may be left out for good
 * @param patience how long to wait until MirrorMaker 2's workers have left their group
 */
public record AdoptionRules(boolean full, boolean acceptMissing, Duration patience) {}
