package io.eafix.idempotency.sql;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows that JDBC has read, in the shape in which the reactive driver gives them. */
final class JdbcRows implements RowSet<Row> {

  private final List<String> columns;
  private final List<Row> rows;
  private final int touched;

  private JdbcRows(List<String> columns, List<Row> rows, int touched) {
    this.columns = columns;
    this.rows = rows;
    this.touched = touched;
  }

  /** The result of a statement that returned no rows. */
  static JdbcRows touched(int count) {
    return new JdbcRows(List.of(), List.of(), count);
  }

  static JdbcRows read(ResultSet results) throws SQLException {
    ResultSetMetaData meta = results.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i));
    }
    List<Row> rows = new ArrayList<>();
    while (results.next()) {
      Tuple values = Tuple.tuple();
      for (int i = 1; i <= columns.size(); i++) {
        values.addValue(JdbcValues.get(results, i, meta.getColumnTypeName(i)));
      }
      rows.add(new JdbcRow(columns, values));
    }
    return new JdbcRows(columns, rows, rows.size());
  }

  @Override
  public RowIterator<Row> iterator() {
    Iterator<Row> iterator = rows.iterator();
    return new RowIterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Row next() {
        return iterator.next();
      }
    };
  }

  @Override
  public int rowCount() {
    return touched;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public List<String> columnsNames() {
    return columns;
  }

  @Override
  public List<ColumnDescriptor> columnDescriptors() {
    throw new UnsupportedOperationException("columns read by JDBC have no descriptors");
  }

  @Override
  public <V> V property(PropertyKind<V> kind) {
    return null;
  }

  @Override
  public RowSet<Row> value() {
    return this;
  }

  @Override
  public RowSet<Row> next() {
    return null;
  }

  /** One row; values are counted from 0. */
  private record JdbcRow(List<String> columns, Tuple values) implements Row {

    @Override
    public String getColumnName(int position) {
      return position < columns.size() ? columns.get(position) : null;
    }

    @Override
    public int getColumnIndex(String column) {
      return columns.indexOf(column);
    }

    @Override
    public Object getValue(int position) {
      return values.getValue(position);
    }

    @Override
    public Tuple addValue(Object value) {
      throw new UnsupportedOperationException("a row that was read does not change");
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException("a row that was read does not change");
    }

    @Override
    public List<Class<?>> types() {
      return values.types();
    }
  }
}
