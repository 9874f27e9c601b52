// The least that a function on Lambda's custom runtime can do: takes each invocation and answers with the same reply.
// What phoney takes longer than this is phoney's own.

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

int connect_to(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
  inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) std::exit(1);
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

void send_all(int fd, const std::string& text) {
  if (write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::exit(1);
}

// Lower-cased, so that the two headers are found in whatever spelling.
std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return text;
}

std::string header(const std::string& head, const std::string& name) {
  const std::size_t at = head.find("\r\n" + name + ":");
  if (at == std::string::npos) return "";
  const std::size_t start = head.find_first_not_of(' ', at + name.size() + 3);
  return head.substr(start, head.find("\r\n", start) - start);
}

// The head of the next answer; its body is read and dropped.
std::string read_head(int fd) {
  std::string text;
  char piece[16384];
  for (;;) {
    const ssize_t size = read(fd, piece, sizeof piece);
    if (size <= 0) std::exit(0);
    text.append(piece, static_cast<std::size_t>(size));
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    const std::string head = lower(text.substr(0, end + 2));
    if (header(head, "transfer-encoding") == "chunked"
            ? text.ends_with("0\r\n\r\n")
            : text.size() >= end + 4 + std::stoul("0" + header(head, "content-length"))) {
      return head;
    }
  }
}

}  // namespace

int main() {
  const std::string address = std::getenv("AWS_LAMBDA_RUNTIME_API");
  const std::string root = "/2018-06-01/runtime/invocation/";
  const std::string reply = R"({"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"{}"})";
  const int fd = connect_to(address);
  for (;;) {
    send_all(fd, "GET " + root + "next HTTP/1.1\r\nHost: " + address + "\r\n\r\n");
    const std::string id = header(read_head(fd), "lambda-runtime-aws-request-id");
    send_all(fd, "POST " + root + id + "/response HTTP/1.1\r\nHost: " + address +
                     "\r\nContent-Length: " + std::to_string(reply.size()) + "\r\n\r\n" + reply);
    read_head(fd);
  }
}
