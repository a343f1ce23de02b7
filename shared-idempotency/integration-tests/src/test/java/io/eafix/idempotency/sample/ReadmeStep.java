package io.eafix.idempotency.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of commands in a README, and the block after it that says what they print.
 *
 * @param starts whether it starts the application and does not end
 */
record ReadmeStep(String command, boolean starts, List<String> expected) {

  private static final Pattern BLOCK = Pattern.compile("(?s) *```(sh(?: start)?)?\n(.*?)\n *```");

  static List<ReadmeStep> read(Path readme) throws IOException {
    List<ReadmeStep> steps = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(readme));
    while (blocks.find()) {
      String text = blocks.group(2).stripIndent();
      if (blocks.group(1) != null) {
        steps.add(new ReadmeStep(text, blocks.group(1).endsWith("start"), new ArrayList<>()));
      } else if (!steps.isEmpty()) {
        steps.get(steps.size() - 1).expected().addAll(text.lines().map(String::strip).toList());
      }
    }
    return steps;
  }
}
