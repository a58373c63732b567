package io.tollgate.lab.fault;

import io.tollgate.lab.stack.AvpWriter;
import java.util.function.Consumer;

/** An answer that has been decided but not sent. */
public record Reply(long resultCode, Consumer<AvpWriter> content) {}
