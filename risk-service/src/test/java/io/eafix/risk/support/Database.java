package io.eafix.risk.support;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the service stored, looked at from the side. */
public final class Database {

  private Database() {}

  /** The one number that the query gives. */
  public static BigDecimal number(String sql, Object... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBigDecimal(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void update(String sql, Object... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An account in USD with generous limits in EURUSD, but for the size of its position. */
  public static void account(String account, String positionMax) {
    update("insert into account (account, currency) values (?, 'USD')", account);
    update(
        "insert into account_limits (account, version, gross_notional_max, currency_exposure_max,"
            + " capital, daily_loss_max, risk_per_trade_max, orders_max, orders_window_ms,"
            + " mark_age_max_ms, changed_by, reason) values (?, 1, 1000000000, 1000000000,"
            + " 1000000000, 1000000000, 1000000000, 1000000, 1000, 2592000000, 'test', 'test')",
        account);
    update(
        "insert into symbol_limits (account, symbol, version, order_quantity_max,"
            + " order_notional_max, position_max, spread_max, quote_age_max_ms, price_collar_bps,"
            + " margin_rate, stop_distance, repeat_window_ms, session, changed_by, reason)"
            + " values (?, 'EURUSD', 1, 1000000, 10000000, ?, 0.0005, 300000, 100, 0.02, 0.01, 0,"
            + " 'FX', 'test', 'test')",
        account,
        new BigDecimal(positionMax));
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        config("quarkus.datasource.jdbc.url"),
        config("quarkus.datasource.username"),
        config("quarkus.datasource.password"));
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
