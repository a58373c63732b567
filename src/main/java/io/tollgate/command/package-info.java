/** The words of {@code bin/tollgate}: starting the server, and what an operator needs beside it. */
@org.jspecify.annotations.NullMarked
package io.tollgate.command;
