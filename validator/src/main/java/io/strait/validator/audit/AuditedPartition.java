package io.strait.validator.audit;

import io.strait.validator.log.Subject;

/**
 * A partition to audit.
 *
 * @param subject which; on the source at least
 * @param topicId the source topic's id
 */
public record AuditedPartition(Subject subject, String topicId) {}
