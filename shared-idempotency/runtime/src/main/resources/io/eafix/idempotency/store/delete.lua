-- Removes a record in whatever state. KEYS[1] record; ARGV: token
if redis.call('HGET', KEYS[1], 'tk') ~= ARGV[1] then
  return 'STALE'
end
redis.call('DEL', KEYS[1])
return 'OK'
