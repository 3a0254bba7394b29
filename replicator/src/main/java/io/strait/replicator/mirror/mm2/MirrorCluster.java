package io.strait.replicator.mirror.mm2;

import java.util.Optional;

/**
 * A cluster of the file.
 *
 * @param alias as the file writes it
 * @param copying reads and writes records
 * @param metadata looks after topics, ACLs and groups, where the file gives admin clients a
 *     credential of their own
 */
public record MirrorCluster(String alias, Credential copying, Optional<Credential> metadata) {}
