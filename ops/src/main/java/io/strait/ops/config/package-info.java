/**
 * {@code strait.yaml}: read strictly, reported all at once, turned into records that cannot be
 * wrong.
 *
 * <pre>{@code
 * version: 1
 * clusters:                      # by alias
 *   east:
 *     bootstrap: host:9092,host:9092
 *     properties:                # kafka-clients properties for copying
 *       security.protocol: SASL_SSL
 *       sasl.jaas.config: '... password="${file:/etc/strait/east.password}";'
 *     cutover:                   # overlay for fencing; needed by waves; may ALTER the cluster
 *       sasl.jaas.config: '${file:/etc/strait/cutover.properties:sasl.jaas.config}'
 *     metadata: {}               # overlay for ACLs, quotas, users, configs, groups; default: cutover
 * links:
 *   - name: east-west
 *     source: east
 *     target: west
 *     topics: [orders, flights]
 *     offsets: auto              # auto | exact | filled | mapped
 *     fillerRecords: false       # fill gaps with visible null records where markers are forbidden
 *     transactions: committed    # committed | faithful
 *     on:                        # halt | continue, per cause
 *       sourceRecreated: halt
 *       sourceTruncated: halt
 *       retentionOverrun: continue
 *       recordsDeleted: continue
 *       offsetConflict: continue
 *       missedTombstones: continue
 *     deadLetters: true          # false: what can never be appended halts its partition
 *     records:                   # optional: what is left out or changed on the way
 *       codec: keep              # keep | none | gzip | snappy | lz4 | zstd
 *       filters:                 # all conditions of one must hold; include: only what one names
 *         - {action: exclude, topics: [orders], key: {prefix: test-}}      # is | prefix | regex
 *         - {action: include, header: {name: region, value: eu}, from: 2026-01-01T00:00:00Z}
 *       transforms:              # Kafka Connect's single message transforms, in order
 *         - type: org.apache.kafka.connect.transforms.InsertHeader
 *           config: {header: origin, value.literal: east}
 *           predicate:           # optional
 *             type: org.apache.kafka.connect.transforms.predicates.RecordIsTombstone
 *             negate: true
 *     flow:                      # until an operator says otherwise
 *       rate: 50MiB/s            # or unlimited
 *       pause: []
 *       classes: {critical: [orders], bulk: [flights]}    # all others are normal
 *       weights: {critical: 16, normal: 4, bulk: 1}
 *     twin:                        # what else of the source the target is to have
 *       keep: [topics]           # topics | acls | quotas | users | groups | schemas: by the daemon itself
 *       drift: report            # report | overwrite what somebody else changed on the target
 *       every: 30s               # how often the daemon compares
 *       acls:                    # bindings by their text: Group:LITERAL:billing User:app * READ ALLOW
 *         principals: [{from: 'User:(.*)', to: 'User:eu-$1'}]     # the first that matches
 *         include: ['.*']
 *         exclude: ['.* User:legacy-.*']
 *         write: staged          # staged until the target is promoted | applied
 *       quotas:
 *         users: {include: ['.*'], exclude: []}
 *         clientIds: {exclude: ['perf-.*']}
 *         ips: {}
 *       users:
 *         include: ['.*']
 *         secrets: {alice: '${file:/etc/strait/alice.password}'}
 *       groups:                  # exact positions; those that a wave names are left to it
 *         include: ['.*']
 *         exclude: ['console-consumer-.*']
 *         types: [classic, consumer]
 *         every: 5s
 *         back: true             # a group that moved on on the target: set its position on the source
 *         conflict: report       # report | forward: both moved, or nobody knows who: further on wins
 *         deletions: keep        # keep | follow what the source has deleted, or let expire
 *     mirrorMaker:               # what MirrorMaker 2 would keep; nothing by default
 *       checkpoints: true        # <source>.checkpoints.internal on the target, exact
 *       heartbeats: true         # the topic heartbeats on both sides
 *       offsetSyncs: true        # mm2-offset-syncs.<target>.internal
 *       jmx: true                # kafka.connect.mirror MBeans of this process
 *       location: source         # source | target, of the offset syncs
 *       every: 5s                # checkpoints and offset syncs
 *       heartbeatsEvery: 1s
 *       replicas: 3
 *       aliases: {source: A, target: B}            # in names and records, if others than the link's
 *       groups: {include: ['.*'], exclude: ['console-consumer-.*']}
 *       policy: {class: org.example.Policy, names: true, properties: {}}   # names: mirror topics too
 *       topicFilter: {class: org.example.Filter, properties: {}}           # narrows patterns
 *     verify:                      # what the copy is declared to be; checked, never believed
 *       offsets: auto            # auto: as the link's notes say, else order | equal | mapped | order
 *       ignoreHeaders: ['__mm2.*']   # whole names of headers that the copy adds
 *       timestamps: auto         # auto | kept | ignored
 *       partitions: same         # same | by-key
 *       schemaIds: auto          # auto: by the schemas of both registries | same | {1: 3, 2: 4}
 * waves:                         # each turns one whole link round
 *   - name: orders
 *     link: east-west
 *     topics: [orders]           # all topics of the link
 *     groups: [billing]
 *     principals: ['User:app']   # everybody who writes; never User:*
 *     budgets: {hold: 15s, fence: 60s, maxLag: 10000, verifiedWithin: 10m, clientSilence: 12s}
 * identities:                    # optional; else from the user names in sasl.jaas.config
 *   copying: User:strait
 *   cutover: User:strait-cutover
 *   superUsers: ['User:admin']   # nobody can fence these
 * serve:
 *   host: 127.0.0.1
 *   port: 8230
 *   allowRemote: false           # true: host may be an address that other machines reach
 *   memory: 160MiB               # of fetched data that all links may hold together
 *   tokens:                      # who may change running links; references only
 *     - {role: operator, name: alice, token: '${file:/etc/strait/alice.token}'}
 *     - {role: viewer, token: '${env:STRAIT_VIEWER}'}
 * objectives:                    # what is promised about every link; 'objectives:' alone: these
 *   freshness: {target: 99.9, within: 5s}           # or off, or only a share: 99.95, "99.95 %"
 *   completeness: {target: 99.9, within: 15m}       # unverifiable for longer is bad
 *   correctness: 99.999
 *   order: 99.999
 *   duplicates: 99.99
 *   offsets: {target: 99.9, within: 1m}             # of groups
 *   window: 30d                  # 7d to 90d
 *   floor: {events: 100, errors: 10}    # with fewer events only so many errors count
 *   heartbeats: 5s               # on the source, in strait.heartbeats.<link>; or off
 *   runbookBase: https://wiki.example.org/strait    # before runbooks/... in alerts
 *   actions:                     # taken by itself; each may be off
 *     refuse-waves: {burned: 100 %, page: true}
 *     pause-bulk: {burned: 75 %, page: true}
 *     slow-verifier: {burned: 50 %, page: true}
 *   links:                       # what differs for some
 *     east-west: {freshness: {target: 99.5, within: 30s}, actions: {pause-bulk: off}}
 * audit:                         # optional: what arrives is proved all the time
 *   links: [east-west]           # default: all
 *   every: 5s
 *   grace: 10s                   # how long a difference must last
 *   rate: 20MiB/s                # of both sides of all links; or unlimited
 *   range: 50000                 # most offsets at once
 *   from: earliest               # earliest | latest
 *   window: 1m                   # by event time
 *   lateness: 1m
 *   postgres: {url: 'jdbc:postgresql://host/audit', user: strait, password: '${env:AUDIT_PW}'}
 * }</pre>
 *
 * <p>Values under {@code properties}, {@code cutover} and {@code metadata}, users' secrets, tokens
 * and the audit's password may hold <code>${env:NAME}
 * </code>, <code>
 * ${file:/path}</code> and <code>${file:/path:key}</code>. A secret in plain text is accepted with
 * a warning; with {@code --strict} every warning is an error.
 *
 * <p>Invariants: an unknown key, a bad value or a missing secret is an error that names the key,
 * the line, the value, the rule and what to do; a secret never appears in a message, a log or a
 * {@code toString}; whoever holds a {@link io.strait.ops.config.StraitConfig} holds one whose
 * cross-references resolve. Threads: everything here is immutable or used by one thread. May
 * import: {@code replicator.topology}, {@code replicator.cluster}, {@code replicator.sync} and its
 * packages, the settings of {@code replicator.engine}, {@code migrator.plan}, {@code flow}, {@code
 * validator.contract}, {@code validator.slo}, {@code validator.audit}, Jackson's YAML parser, the
 * public configuration classes of kafka-clients. Non-null by default.
 */
package io.strait.ops.config;
