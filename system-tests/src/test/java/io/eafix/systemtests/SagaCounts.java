package io.eafix.systemtests;

import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Sagas that have ended and sagas that have not. */
record SagaCounts(long running, long ended) {
  private static final String COUNT =
      "select count(*) filter (where state not in ('COMPLETED', 'COMPENSATED')),"
          + " count(*) filter (where state in ('COMPLETED', 'COMPENSATED')) from saga";

  static SagaCounts read(Endpoints stack) {
    try (Connection connection = stack.connect(Component.SAGAS);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COUNT)) {
      rows.next();
      return new SagaCounts(rows.getLong(1), rows.getLong(2));
    } catch (SQLException e) {
      throw new AssertionError("sagas cannot be counted", e);
    }
  }
}
