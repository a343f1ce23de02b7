package io.eafix.bench.relay;

/**
 * The rows of all contenders: numbered from 0, which is also their id, of so many aggregates in
 * turn. One transaction writes rows with successive numbers, fewer than there are aggregates, so
 * that it has one row of an aggregate at most.
 */
final class Rows {

  static final int AGGREGATES = 10_000;

  /** Rows of a transaction that fills a table. */
  static final int BULK = 1_000;

  /** Different payloads, so that a batch does not compress to nothing. */
  static final int PAYLOADS = 1_000;

  static final int PAYLOAD_BYTES = 512;

  /** Hexadecimal digits that look random: half of their bits are. */
  static final String PAYLOAD_TABLE =
      """
      create table payload as
      select i, convert_to(string_agg(md5(i || '/' || k), '' order by k), 'UTF8') as body
        from generate_series(0, %d) i, generate_series(1, %d) k group by i;
      create unique index on payload (i);
      analyze payload
      """
          .formatted(PAYLOADS - 1, PAYLOAD_BYTES / 32);

  /** SQL expressions of row {@code n}. */
  static final String ID = "lpad(to_hex(n), 32, '0')::uuid";

  static final String AGGREGATE = "'a-' || n % " + AGGREGATES;

  private Rows() {}

  /** The number of the row with this id. */
  static int number(String id) {
    return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1), 16);
  }

  /** The aggregate of a row. */
  static int aggregate(int number) {
    return number % AGGREGATES;
  }
}
