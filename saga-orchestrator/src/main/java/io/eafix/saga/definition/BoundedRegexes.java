package io.eafix.saga.definition;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The regular expressions of one JSONata expression, which may together look at a bounded number of
 * characters in one evaluation. A number rather than a time: whether it is reached does not depend
 * on the machine, so that an attempt that is repeated comes to the same.
 *
 * <p>JSONata's functions match by {@link Pattern}, which cannot be stopped. Each is replaced by one
 * that first finds all matches in a text that counts how often it is looked at, and then calls the
 * library, to which the same takes as long. A pattern that is called itself is replaced in the
 * parsed expression.
 *
 * <p>Not thread-safe.
 */
final class BoundedRegexes {

  /** Enough for the longest answer, and over within some tens of milliseconds. */
  static final int LOOKS_MAX = 5_000_000;

  private static final Field PARSED = field(Jsonata.class, "ast");
  private static final Class<?> NODE = PARSED.getType();

  private int looks;

  private BoundedRegexes() {}

  /** Bounds the regular expressions of an expression, and of what it calls. */
  static BoundedRegexes in(Jsonata compiled) {
    BoundedRegexes regexes = new BoundedRegexes();
    regexes.replacePatterns(
        value(PARSED, compiled), Collections.newSetFromMap(new IdentityHashMap<>()));
    compiled.registerFunction("match", function("<s-f<s:o>n?:a<o>>", regexes::match));
    compiled.registerFunction("contains", function("<s-(sf):b>", regexes::contains));
    compiled.registerFunction("replace", function("<s-(sf)(sf)n?:s>", regexes::replace));
    compiled.registerFunction("split", function("<s-(sf)n?:a<s>>", regexes::split));
    return regexes;
  }

  /** A new evaluation begins. */
  void begin() {
    looks = 0;
  }

  /** Whether the last evaluation has failed because its patterns take too many steps. */
  boolean exhausted() {
    return looks > LOOKS_MAX;
  }

  private Object match(Arguments of) throws JException {
    return Functions.match(of.text(), tried(of.pattern(), of.text()), of.limit(2));
  }

  private Object contains(Arguments of) {
    return Functions.contains(of.text(), token(of));
  }

  private Object split(Arguments of) throws JException {
    return Functions.split(of.text(), token(of), of.limit(2));
  }

  private Object replace(Arguments of) throws JException {
    Integer limit = of.limit(3);
    if (limit == null || limit < 0 || of.text() == null) {
      return Functions.replace(of.text(), token(of), of.get(2), limit);
    }
    String text = of.text();
    for (int i = 0; i < limit; i++) {
      // The library takes a text for a pattern here.
      Pattern pattern =
          of.get(1) instanceof String literal ? Pattern.compile(literal) : of.pattern();
      pattern.matcher(new CountedText(text)).find();
      String next = Functions.replace(text, pattern, of.get(2), 1);
      if (next.equals(text)) {
        return text;
      }
      text = next;
    }
    return text;
  }

  /** A text as it is, or a pattern that was tried. */
  private Object token(Arguments of) {
    return of.get(1) instanceof Regex ? tried(of.pattern(), of.text()) : of.get(1);
  }

  private Pattern tried(Pattern pattern, String text) {
    if (text != null) {
      Matcher matcher = pattern.matcher(new CountedText(text));
      while (matcher.find()) {
        // All matches, as the library does.
      }
    }
    return pattern;
  }

  private void replacePatterns(Object node, Set<Object> seen) {
    if (node instanceof Iterable<?> nodes) {
      nodes.forEach(inner -> replacePatterns(inner, seen));
    } else if (node instanceof Object[] nodes) {
      replacePatterns(Arrays.asList(nodes), seen);
    } else if (NODE.isInstance(node) && seen.add(node)) {
      for (Field field : NODE.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          replacePattern(node, open(field), seen);
        }
      }
    }
  }

  private void replacePattern(Object node, Field field, Set<Object> seen) {
    Object value = value(field, node);
    if (value instanceof Pattern pattern) {
      set(field, node, new Regex(pattern));
    } else {
      replacePatterns(value, seen);
    }
  }

  /** A function of the library's that takes a regular expression. */
  private interface RegexFunction {
    Object apply(Arguments of) throws JException;
  }

  private static Jsonata.JFunction function(String signature, RegexFunction function) {
    return new Jsonata.JFunction(
        (input, arguments) -> function.apply(new Arguments(arguments)), signature);
  }

  private record Arguments(List<?> all) {
    Object get(int i) {
      return i < all.size() ? all.get(i) : null;
    }

    String text() {
      return (String) get(0);
    }

    Pattern pattern() {
      return ((Regex) get(1)).pattern;
    }

    Integer limit(int i) {
      return get(i) instanceof Number limit ? limit.intValue() : null;
    }
  }

  /** A pattern, which called as a function gives those of its arguments that have a match. */
  private final class Regex extends Jsonata.JFunction {
    private final Pattern pattern;

    Regex(Pattern pattern) {
      super((Jsonata.JFunctionCallable) null, null);
      this.pattern = pattern;
    }

    @Override
    public Object call(Object input, @SuppressWarnings("rawtypes") List arguments) {
      List<Object> matching = new ArrayList<>();
      for (Object text : arguments) {
        if (pattern.matcher(new CountedText((String) text)).find()) {
          matching.add(text);
        }
      }
      return matching;
    }

    @Override
    public int getNumberOfArgs() {
      return 1;
    }

    @Override
    public String toString() {
      return pattern.pattern();
    }
  }

  /** A text that counts how often it is looked at. */
  private final class CountedText implements CharSequence {
    private final String text;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS_MAX) {
        throw new IllegalArgumentException(
            "its regular expressions take more than " + LOOKS_MAX + " steps on this input");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Field field(Class<?> type, String name) {
    try {
      return open(type.getDeclaredField(name));
    } catch (NoSuchFieldException other) {
      throw new IllegalStateException("another version of the library", other);
    }
  }

  private static Field open(Field field) {
    field.setAccessible(true);
    return field;
  }

  private static Object value(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void set(Field field, Object of, Object value) {
    try {
      field.set(of, value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
