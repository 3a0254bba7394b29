package io.strait.validator.audit;

import io.strait.validator.log.Subject;

/**
 * A partition to audit.
 *
 * @param subject which; on the source at least
 * @param topicId the source topic's id
 * @param targetId the target topic's id; empty where the target has none, or it is not known
 */
public record AuditedPartition(Subject subject, String topicId, String targetId) {}
