#include "http/work_queue.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace phoney::http {
namespace {

using std::chrono::nanoseconds;
using Time = WorkQueue::Time;

// A client is heavy while its recent CPU time is above this. CPU time decays with a half-life instead of ending with a
// window. Half a second, the limit of one request, counts for three quarters of a minute. The first two tries alone do
// not make a client heavy.
constexpr nanoseconds kHeavy = std::chrono::milliseconds(25);
constexpr nanoseconds kHalfLife = std::chrono::seconds(10);
// The most that waiting counts in favour of a job: enough for the longest to overtake short ones. Without this limit,
// the jobs of heavy clients would come before short ones as soon as all of them wait for long.
constexpr nanoseconds kMostCredit = 2 * WorkQueue::kExpected.back();

// Clients whose CPU times differ by less than this have taken as much, so that their jobs go in order of age.
constexpr nanoseconds kGrain = WorkQueue::kExpected.front();

}  // namespace

nanoseconds WorkQueue::Client::taken_lately(Time now) const {
  const double halvings = static_cast<double>((now - taken_at).count()) / static_cast<double>(kHalfLife.count());
  return nanoseconds(static_cast<std::int64_t>(static_cast<double>(taken.count()) * std::exp2(-halvings)));
}

bool WorkQueue::Client::has_waiting() const {
  return std::ranges::any_of(waiting, [](const Jobs& jobs) { return !jobs.empty(); });
}

bool WorkQueue::Client::is_heavy(Time now) const { return running > 0 || taken_lately(now) > kHeavy; }

// A job that may have a thread for the try of that number.
struct WorkQueue::Candidate {
  Candidate(Client& client_, const Entry& entry_, std::size_t number_, nanoseconds of_client, Time now)
      : client(&client_), entry(&entry_), number(number_) {
    if (entry->is_expedited) return;
    taken = of_client / kGrain;
    rank = of_client + kExpected[number] - std::min((now - entry->since) / 2, kMostCredit);
  }
  bool goes_before(const Candidate& other) const {
    return taken != other.taken ? taken < other.taken : entry->since < other.entry->since;
  }

  Client* client;
  const Entry* entry;
  std::size_t number;
  std::int64_t taken = -1;  // lately, by the client
  nanoseconds rank = nanoseconds::min();
};

// Calls `act` with the jobs that are next among those of the client with the same number of tries. A heavy client's
// jobs have no first try, unless they are expedited.
template <class F>
void WorkQueue::for_each_candidate(Client& client, Time now, F&& act) {
  const nanoseconds taken = client.taken_lately(now) + client.pending;
  const std::size_t least = client.is_heavy(now) ? 1 : 0;
  for (std::size_t i = 0; i < kTries; ++i) {
    if (client.waiting[i].empty()) continue;
    const Entry& entry = client.waiting[i].front();
    act(Candidate(client, entry, entry.is_expedited ? 0 : std::max(i, least), taken, now));
  }
}

// Which of the candidates goes next. Ranks compare short jobs with long ones. Between long ones the credits do not
// count, so that a newcomer need not wait for its own.
class WorkQueue::Choice {
 public:
  void add(const Candidate& candidate) {
    auto& same = tries_[candidate.number];
    same.rank = std::min(same.rank, candidate.rank);
    if (!same.first || candidate.goes_before(*same.first)) same.first = candidate;
  }
  std::optional<Candidate> best(const std::array<bool, kTries>& has_place) const {
    const Try* best = nullptr;
    for (std::size_t i = 0; i < kTries; ++i) {
      if (tries_[i].first && has_place[i] && (best == nullptr || tries_[i].rank < best->rank)) best = &tries_[i];
    }
    return best == nullptr ? std::nullopt : best->first;
  }

 private:
  struct Try {
    std::optional<Candidate> first;
    nanoseconds rank = nanoseconds::max();  // the best of all that need this try
  };
  std::array<Try, kTries> tries_;
};

std::size_t WorkQueue::try_for(nanoseconds time) {
  std::size_t number = 0;
  while (number + 1 < kTries && kExpected[number] < time) ++number;
  return number;
}

WorkQueue::Client& WorkQueue::find_client(std::string_view name, Time now) {
  if (clients_.size() >= clean_at_) {
    std::erase_if(clients_,
                  [now](const auto& entry) { return !entry.second.has_waiting() && !entry.second.is_heavy(now); });
    clean_at_ = std::max(kManyClients, 2 * clients_.size());
  }
  const auto found = clients_.find(name);
  return found != clients_.end() ? found->second : clients_.emplace(std::string(name), Client{}).first->second;
}

WorkQueue::Job* WorkQueue::add(std::string_view name, const Entry& entry, std::size_t idle, Time now) {
  Client& client = find_client(name, now);
  const bool is_full = entry.has_room && in_room_ >= room_ + idle;
  const std::size_t own = client.in_room;
  insert(client, entry);
  if (!is_full) return nullptr;
  if (Job* const refused = make_room(own, client.is_heavy(now), now)) return refused;
  Jobs& jobs = client.waiting[entry.next_try];
  return remove(client, jobs, std::ranges::find(jobs, entry.job, &Entry::job)).job;
}

void WorkQueue::add_again(Client& client, const Entry& entry) { insert(client, entry); }

// Behind the older ones of its client with the same next try, so that a job does not wait for a longer one.
void WorkQueue::insert(Client& client, const Entry& entry) {
  const bool is_first = !client.has_waiting();
  queued_.reserve(queued_.size() + 1);
  Jobs& jobs = client.waiting[entry.next_try];
  jobs.insert(std::ranges::upper_bound(jobs, entry.since, {}, &Entry::since), entry);
  if (is_first) queued_.push_back(&client);
  ++waiting_;
  client.in_room += entry.has_room ? 1 : 0;
  in_room_ += entry.has_room ? 1 : 0;
}

WorkQueue::Entry WorkQueue::remove(Client& client, Jobs& jobs, Jobs::iterator place) {
  const Entry entry = *place;
  jobs.erase(place);
  --waiting_;
  if (entry.has_room) {
    --client.in_room;
    --in_room_;
  }
  if (!client.has_waiting()) queued_.erase(std::ranges::find(queued_, &client));
  return entry;
}

// Removes the last waiting job of the client with the most, if that is more than `own` and one; or of a heavy client,
// in favour of one that is not.
WorkQueue::Job* WorkQueue::make_room(std::size_t own, bool is_heavy, Time now) {
  auto most = std::ranges::max_element(queued_, {}, &Client::in_room);
  if (most == queued_.end()) return nullptr;
  if ((*most)->in_room <= own + 1) {
    if (is_heavy) return nullptr;
    most = std::ranges::find_if(queued_, [&](Client* client) { return client->in_room > 0 && client->is_heavy(now); });
    if (most == queued_.end()) return nullptr;
  }
  Client& client = **most;
  Jobs* of_last = nullptr;
  Jobs::iterator last;
  for (Jobs& jobs : client.waiting) {
    for (auto it = jobs.begin(); it != jobs.end(); ++it) {
      if (!it->has_room || (of_last != nullptr && it->since < last->since)) continue;
      of_last = &jobs;
      last = it;
    }
  }
  return remove(client, *of_last, last).job;
}

void WorkQueue::expedite(std::string_view name, const Job& job) {
  const auto found = clients_.find(name);
  if (found == clients_.end()) return;
  for (Jobs& jobs : found->second.waiting) {
    const auto place = std::ranges::find(jobs, &job, &Entry::job);
    if (place == jobs.end()) continue;
    if (place->is_expedited) return;
    place->is_expedited = true;
    place->since = Time{};
    std::rotate(jobs.begin(), place, std::next(place));
    return;
  }
}

std::optional<WorkQueue::Next> WorkQueue::take(Time now, const std::array<bool, kTries>& has_place) {
  Choice choice;
  for (Client* const client : queued_) {
    for_each_candidate(*client, now, [&](const Candidate& candidate) { choice.add(candidate); });
  }
  const auto best = choice.best(has_place);
  if (!best) return std::nullopt;
  Client& client = *best->client;
  Jobs& jobs = client.waiting[best->entry->next_try];
  const Entry entry = remove(client, jobs, jobs.begin());
  const bool is_known = entry.is_expedited || entry.expected > nanoseconds::zero();
  const Next next{&client, entry, best->number, is_known ? entry.expected : kExpected[best->number]};
  ++client.running;
  client.pending += next.pending;
  return next;
}

void WorkQueue::finished(const Next& next, nanoseconds taken, Time now) {
  Client& client = *next.client;
  --client.running;
  client.pending -= next.pending;
  client.taken = client.taken_lately(now) + taken;
  client.taken_at = now;
}

bool WorkQueue::go_on(Next& running, nanoseconds taken, const std::array<bool, kTries>& has_place, Time now) const {
  Client& own = *running.client;
  const std::size_t number = running.number + 1;
  Choice choice;
  choice.add(Candidate(own, running.entry, number, own.taken_lately(now) + own.pending - running.pending + taken, now));
  for (Client* const other : queued_) {
    if (other == &own) continue;
    for_each_candidate(*other, now, [&](const Candidate& candidate) { choice.add(candidate); });
  }
  if (choice.best(has_place)->entry != &running.entry) return false;
  own.pending += kExpected[number] - running.pending;
  running.pending = kExpected[number];
  running.number = number;
  return true;
}

}  // namespace phoney::http
